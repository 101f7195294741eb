import type { Answer } from "../../answer.js";
import { notFound } from "../answer.js";
import type { TalkdeskRingGroup } from "../documents.js";
import { asHal, isAnswer, slice } from "../paging.js";
import type { TalkdeskQuirks } from "../quirks.js";
import { type Call, param, type Route } from "../route.js";
import { selfLink } from "../views.js";

const withoutRingGroups = ({ ringGroups }: TalkdeskQuirks): Answer | undefined =>
  ringGroups === "absent" ? notFound() : undefined;
const withoutQueues = ({ queues }: TalkdeskQuirks): Answer | undefined =>
  queues === "absent" ? notFound() : undefined;

const scope = "user-ring-groups:read";

/** Ring groups go by their name; queues, which replace them from 2026-07-31 on, have ids. Both speak HAL. */
export const ringGroupRoutes: readonly Route[] = [
  { method: "GET", template: "/ring-groups", scope, absent: withoutRingGroups, run: listRingGroups },
  {
    method: "GET",
    template: "/ring-groups/:name/users",
    scope,
    absent: withoutRingGroups,
    run: (call) => listMembers(call, (group) => group.name === param(call, "name")),
  },
  { method: "GET", template: "/ccaas/queues", scope: null, absent: withoutQueues, run: listQueues },
  {
    method: "GET",
    template: "/ccaas/queues/:id/users",
    scope: null,
    absent: withoutQueues,
    run: (call) => listMembers(call, (group) => group.queueId === param(call, "id")),
  },
];

function listRingGroups(call: Call): Answer {
  return pageOf(call, "ring_groups", named(call), ({ name }) => {
    return { name, short_abandoned_threshold: 5, wait_time_threshold: 60 };
  });
}

function listQueues(call: Call): Answer {
  const id = call.query.get("id");
  const queues = named(call).filter(({ queueId }) => id === null || queueId === id);
  return pageOf(call, "queues", queues, ({ name, queueId }) => ({ id: queueId, name }));
}

function listMembers(call: Call, isMeant: (group: TalkdeskRingGroup) => boolean): Answer {
  const group = call.state.ringGroups.find(isMeant);
  if (!group) return notFound();
  const active = call.query.get("active");
  const members = call.state.membersOfRingGroup(group.name).filter(({ state }) => {
    return active === null || (state !== "inactive") === (active === "true");
  });
  return pageOf(call, "users", members, (user) => ({ id: user.id, ...selfLink(call, user) }));
}

function named({ state, query }: Call): TalkdeskRingGroup[] {
  const name = query.get("name");
  return state.ringGroups.filter((group) => name === null || group.name === name);
}

function pageOf<Item>(
  call: Call,
  name: string,
  items: readonly Item[],
  toRow: (item: Item) => object,
): Answer {
  const page = slice(call, "hal", items);
  return isAnswer(page) ? page : asHal(call, name, page.items.map(toRow), page);
}
