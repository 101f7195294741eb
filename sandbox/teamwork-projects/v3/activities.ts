import type { Answer } from "../../answer.js";
import { listIn, type SiteCall } from "../../teamwork-site/router.js";
import { visibleActivities, visibleProject, type Backstage } from "../backstage.js";
import type { ActivityDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { after, allOf, among, given, inOrder, type Test } from "../questions.js";
import { base, notFound, type Route } from "./answer.js";
import { included } from "./included.js";
import { activityView } from "./views.js";

export const activityRoutes: readonly Route[] = [
  { template: `${base}/latestactivity.json`, run: (stage, call) => answerLog(stage, call, () => true) },
  {
    template: `${base}/projects/:id/latestactivity.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerLog(stage, call, ({ projectId }) => projectId === project.id) : notFound();
    },
  },
];

const orders = {
  date: ({ at }: ActivityDocument) => at,
  id: ({ id }: ActivityDocument) => id,
  projectId: ({ projectId }: ActivityDocument) => projectId,
  userId: ({ userId }: ActivityDocument) => userId,
  activityTypes: ({ action }: ActivityDocument) => action,
};

/** The newest first, unless another order is asked for. */
function answerLog(stage: Backstage, call: SiteCall, isMeant: (entry: ActivityDocument) => boolean): Answer {
  const { query } = call;
  const asked = visibleActivities(stage).filter(allOf([isMeant, toTest(stage, query)]));
  const entries = inOrder(query, { by: "orderBy", mode: "orderMode" }, orders, asked);
  const cut = cutPage(call, stage.quirks, entries, sizesOfV3);
  return withMeta(stage.quirks, call, cut, {
    activities: cut.rows.map((entry) => activityView(stage, entry)),
    included: included(stage, query, {
      users: cut.rows.flatMap(({ userId, forUserId }) => (forUserId === null ? userId : [userId, forUserId])),
      projects: cut.rows.map(({ projectId }) => projectId),
      companies: cut.rows.flatMap(({ projectId }) => stage.state.project(projectId)?.companyId ?? []),
    }),
  });
}

function toTest({ state }: Backstage, query: URLSearchParams): Test<ActivityDocument> {
  const actions = listIn(query, "activityTypes");
  return allOf<ActivityDocument>([
    actions && (({ action }) => actions.has(action)),
    among(query, "userIds", ({ userId }) => userId),
    among(query, "projectIds", ({ projectId }) => projectId),
    among(query, "projectCompanyIds", ({ projectId }) => state.project(projectId)?.companyId ?? null),
    among(query, "itemIds", ({ itemId }) => itemId),
    given(
      query,
      "startDate",
      (start) =>
        ({ at }) =>
          dayOf(at) >= dayOf(start),
    ),
    given(
      query,
      "endDate",
      (end) =>
        ({ at }) =>
          dayOf(at) <= dayOf(end),
    ),
    after(query, "updatedAfter", ({ at }) => at),
  ]);
}

function dayOf(moment: string): string {
  return moment.slice(0, 10);
}
