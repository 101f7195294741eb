import { Args, Ctx, Directive, Mutation, Query, Resolver } from "type-graphql";
import type { Viewer } from "../access/viewer.js";
import type { Context } from "../context.js";
import { DirectoryError } from "../directory/errors.js";
import { WriteRefused } from "../directory/user-errors.js";
import { AuditEventConnectionType, WriteOperationConnectionType } from "../schema/connections.js";
import {
  OperationArgs,
  OperationResolveArgs,
  OperationResolvePayload,
} from "../schema/operation-arguments.js";
import { listSize, PageArgs } from "../schema/paging.js";
import { WriteOperationType } from "../schema/write-parts.js";
import type { AuditRow } from "../store/audit-chain.js";
import type { IntentPage } from "../store/store.js";
import type { OperationRecord } from "../writes/operations.js";
import { parsePosition, toStoreConnection } from "./store-lists.js";

@Resolver()
export class OperationResolver {
  @Query(() => WriteOperationType, {
    nullable: true,
    description: "A mutation as it was carried out, by the id that it told.",
  })
  operation(
    @Args(() => OperationArgs) { id }: OperationArgs,
    @Ctx() { viewer, writes }: Context,
  ): Promise<OperationRecord | null> {
    assertSeesAll(viewer);
    return writes.operations.find(viewer.tenant, id);
  }

  @Directive(listSize)
  @Query(() => WriteOperationConnectionType, {
    description: "Operations whose outcome is not known yet, newest first.",
  })
  pendingOperations(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { viewer, writes }: Context,
  ): Promise<object> {
    assertSeesAll(viewer);
    return toStoreConnection<OperationRecord>(args, {
      name: ["pendingOperations", viewer.tenant],
      read: ({ size, position }) =>
        writes.operations.pending(viewer.tenant, {
          size,
          before: position === null ? null : parsePosition(position, parseOperationPosition),
        }),
      positionOf: ({ createdAt, id }) => `${createdAt.getTime()}/${id}`,
    });
  }

  @Directive('@requiresScopes(scopes: [["audit:read"]])')
  @Directive(listSize)
  @Query(() => AuditEventConnectionType, {
    description:
      "What was done by means of Rollcall, or refused, newest first. Needs the scope `audit:read`.",
  })
  auditEvents(@Args(() => PageArgs) args: PageArgs, @Ctx() { viewer, audit }: Context): Promise<object> {
    assertSeesAll(viewer);
    return toStoreConnection(args, {
      name: ["auditEvents", viewer.tenant],
      read: async ({ size, position }) => {
        const before = position === null ? null : parsePosition(position, parseSeq);
        return (await audit.list(viewer.tenant, { size, before })).map(toAuditView);
      },
      positionOf: ({ seq }) => String(seq),
    });
  }

  @Directive('@requiresScopes(scopes: [["accounts:admin"]])')
  @Mutation(() => OperationResolvePayload, {
    description: "Says what became of an operation in review. Needs the scope `accounts:admin`.",
  })
  async operationResolve(
    @Args(() => OperationResolveArgs) args: OperationResolveArgs,
    @Ctx() context: Context,
  ): Promise<OperationResolvePayload> {
    assertSeesAll(context.viewer);
    try {
      return { operation: await resolve(context, args), userErrors: [] };
    } catch (thrown) {
      if (!(thrown instanceof WriteRefused)) throw thrown;
      await context.writes.noteRefusal(context.viewer, "OPERATION_RESOLVE", thrown.error.code);
      return { operation: null, userErrors: [thrown.error] };
    }
  }
}

/** Operations and events are about everybody of the tenant. */
function assertSeesAll({ organizations }: Viewer): void {
  if (organizations === null) return;
  throw new DirectoryError("FORBIDDEN", "This is not shown to viewers of single organizations");
}

const maxNoteLength = 1_000;

async function resolve(
  { viewer, scope, writes }: Context,
  { id, outcome, note }: OperationResolveArgs,
): Promise<OperationRecord> {
  if (note.trim() === "" || note.length > maxNoteLength) {
    throw new WriteRefused("INVALID", `A note has 1 to ${maxNoteLength} characters`, { field: ["note"] });
  }
  const known = await writes.operations.find(viewer.tenant, id);
  const account = known === null ? undefined : scope.accountByKey.get(known.accountKey);
  if (account === undefined) {
    throw new WriteRefused("NOT_FOUND", "There is no such operation", { field: ["id"] });
  }
  return writes.operations.resolve(viewer, account, { id, outcome, note });
}

function parseOperationPosition(position: string): IntentPage["before"] {
  const [, time, id] = /^(\d{1,16})\/(.{1,64})$/u.exec(position) ?? [];
  return time === undefined || id === undefined ? null : { createdAt: new Date(Number(time)), id };
}

function parseSeq(position: string): number | null {
  return /^\d{1,15}$/u.test(position) ? Number(position) : null;
}

interface AuditView extends Pick<AuditRow, "seq" | "action" | "target" | "outcome" | "detail" | "hash"> {
  readonly occurredAt: Date;
  readonly actor: string | null;
  readonly accountKey: string | null;
}

function toAuditView({ at, actor, account, ...row }: AuditRow): AuditView {
  return { ...row, occurredAt: at, actor: actor === "" ? null : actor, accountKey: account };
}
