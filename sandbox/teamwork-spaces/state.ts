/** Everything that the stand-in remembers, in a shape of its own; `views.ts` shows it as the quirks say. */

export interface UserDocument {
  readonly id: number;
  firstName: string;
  lastName: string;
  email: string;
  avatar: string;
  isAdmin: boolean;
  isOnboarded: boolean;
  state: string;
  userType: string;
  companyId: number;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
}

export interface TeamDocument {
  readonly id: number;
  name: string;
  handle: string;
}

export interface CollaboratorDocument {
  readonly id: number;
  readonly type: "users" | "teams";
  access: "manage" | "edit" | "read";
}

export interface SpaceDocument {
  readonly id: number;
  title: string;
  code: string;
  purpose: string;
  state: string;
  projectId: number | null;
  createdAt: string;
  updatedAt: string;
  deletedAt: string | null;
  collaborators: CollaboratorDocument[];
}

export interface SpacesDocuments {
  readonly users: UserDocument[];
  readonly spaces: SpaceDocument[];
  readonly teams: TeamDocument[];
}

/** Spaces of one installation. */
export class SpacesState implements SpacesDocuments {
  readonly users: UserDocument[];
  readonly spaces: SpaceDocument[];
  readonly teams: TeamDocument[];
  /** Grows with each change. */
  revision = 0;
  readonly #clock: () => Date;
  #nextId: number;

  constructor({ users, spaces, teams }: SpacesDocuments, clock: () => Date) {
    this.users = users;
    this.spaces = spaces;
    this.teams = teams;
    this.#clock = clock;
    this.#nextId = Math.max(0, ...users.map(({ id }) => id), ...spaces.map(({ id }) => id)) + 1;
  }

  space(id: number): SpaceDocument | undefined {
    return this.spaces.find((one) => one.id === id);
  }

  /** Somebody who works in the first space, as everybody does. */
  addUser(some: Partial<Omit<UserDocument, "id">>): UserDocument {
    const at = this.#clock().toISOString();
    const user: UserDocument = {
      ...{ id: this.#takeId(), firstName: "", lastName: "", email: "", avatar: "" },
      ...{ isAdmin: false, isOnboarded: true, state: "active", userType: "account", companyId: 1 },
      ...{ createdAt: at, updatedAt: at, deletedAt: null },
      ...some,
    };
    this.users.push(user);
    this.spaces[0]?.collaborators.push({ id: user.id, type: "users", access: "read" });
    return user;
  }

  /** Gone from the site, and from all spaces. */
  removeUser(id: number): void {
    const index = this.users.findIndex((one) => one.id === id);
    if (index === -1) throw new Error("There is nobody with this id");
    this.users.splice(index, 1);
    for (const space of this.spaces) {
      space.collaborators = space.collaborators.filter((one) => one.type !== "users" || one.id !== id);
    }
    this.revision += 1;
  }

  addSpace(some: Partial<Omit<SpaceDocument, "id">>): SpaceDocument {
    const at = this.#clock().toISOString();
    const id = this.#takeId();
    const space: SpaceDocument = {
      ...{ id, title: "Space", code: `S${String(id)}`, purpose: "", state: "active", projectId: null },
      ...{ createdAt: at, updatedAt: at, deletedAt: null, collaborators: [] },
      ...some,
    };
    this.spaces.push(space);
    return space;
  }

  removeSpace(id: number): void {
    const index = this.spaces.findIndex((one) => one.id === id);
    if (index === -1) throw new Error("There is no space with this id");
    this.spaces.splice(index, 1);
    this.revision += 1;
  }

  #takeId(): number {
    this.revision += 1;
    this.#nextId += 1;
    return this.#nextId - 1;
  }
}
