import type { Answer } from "../../answer.js";
import { json, numberIn, type SiteCall } from "../../teamwork-site/router.js";
import {
  isAdministrator,
  ownPerson,
  visibleActivities,
  visibleProject,
  type Backstage,
} from "../backstage.js";
import type { ActivityDocument, PersonDocument } from "../documents.js";
import { idText, notFound, ok, type Route } from "./answer.js";

/** The log, and what the site says of itself. */
export const siteRoutes: readonly Route[] = [
  {
    template: "/latestActivity.json",
    run: (stage, call) => answerLog(stage, call, () => true),
  },
  {
    template: "/projects/:id/latestActivity.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const project = visibleProject(stage, call.params["id"]);
      return project ? answerLog(stage, call, ({ projectId }) => projectId === project.id) : notFound();
    },
  },
  {
    template: "/account.json",
    run: (stage, call) => json(200, { account: accountView(stage, call), STATUS: "OK" }),
  },
  {
    template: "/authenticate.json",
    run: (stage, call) => json(200, { account: authenticationView(stage, call), STATUS: "OK" }),
  },
  {
    template: "/launchpad/v1/userinfo.json",
    run: (stage, call) =>
      json(200, {
        ...{
          user_id: ownPerson(stage).id,
          installation_id: 1_046_798,
          awsRegion: "US",
          url: addressIn(call),
        },
        meta: { scopes: ["projects", "desk", "spaces"] },
      }),
  },
];

/** It has no pages: the newest, and no more than 200 (contract section 2). */
function answerLog(
  stage: Backstage,
  { query }: SiteCall,
  isMeant: (entry: ActivityDocument) => boolean,
): Answer {
  const entries = visibleActivities(stage).filter(isMeant);
  const newest = entries.slice(0, Math.min(200, numberIn(query, "maxItems", 60)));
  return ok({ activity: newest.map((entry) => activityView(stage, entry)) });
}

function activityView(stage: Backstage, entry: ActivityDocument): object {
  return {
    id: String(entry.id),
    ...{ activitytype: entry.action, latestActivityType: entry.action, type: entry.type },
    ...{ datetime: entry.at, description: entry.description, extradescription: entry.extraDescription },
    ...whoView(stage, entry),
    ...whereView(stage, entry),
    ...{ itemid: String(entry.itemId), itemlink: entry.itemLink },
    link: `${entry.type}s/${String(entry.itemId)}`,
    ...{ isprivate: entry.isPrivate ? "1" : "0", lockdownId: "", "due-date": entry.dueDate },
    publicinfo: entry.type === "task" ? "task" : "",
  };
}

function whoView({ index }: Backstage, { userId, forUserId }: ActivityDocument): object {
  const actor = index.person(userId);
  const other = forUserId === null ? undefined : index.person(forUserId);
  return {
    ...{ userid: String(userId), fromusername: shortName(actor) },
    "from-user-avatar-url": actor?.avatarUrl ?? "",
    ...{ foruserid: idText(forUserId), forusername: shortName(other) },
    "for-user-avatar-url": other?.avatarUrl ?? "",
  };
}

function whereView({ state }: Backstage, { projectId }: ActivityDocument): object {
  const project = state.project(projectId);
  const company = project && state.companyOf(project);
  return {
    ...{ "project-id": String(projectId), "project-name": project?.name ?? "" },
    ...{ "company-id": idText(company?.id), "company-name": company?.name ?? "" },
  };
}

/** `Php A.` */
function shortName(person: PersonDocument | undefined): string {
  return person ? `${person.firstName} ${person.lastName.slice(0, 1)}.` : "";
}

function addressIn({ headers }: SiteCall): string {
  return `http://${headers.host ?? "127.0.0.1"}/`;
}

function accountView(stage: Backstage, call: SiteCall): object {
  const { owner } = stage.state;
  const company = stage.state.companyOf(owner)?.name ?? "";
  return {
    ...{
      id: "1046798",
      code: "acme",
      name: company,
      companyid: String(owner.companyId),
      companyname: company,
    },
    ...{ URL: addressIn(call), awsRegion: "US", "account-holder-id": String(owner.id) },
    siteOwnerName: `${owner.firstName} ${owner.lastName}`,
    ...{ defaultUserType: "account", clientUsersEnabled: true, installationTeamsCount: "0" },
    ...products,
    ...{ pricePlan: "scale", pricePlanId: "18", priceplanMaxUsers: "0", priceplanType: "perUser" },
    ...{ paidForUsers: "250", paymentStatus: "paid", trialExpiryDate: "2023-12-29T00:00:00Z" },
    ...{ datesignedup: owner.createdAt, "created-at": owner.createdAt, lang: "EN", requirehttps: true },
    ...{ "ssl-enabled": true, corsEnabled: false, userIsAdmin: isAdministrator(stage) },
    ...{ memberOfOwnerCompany: isOfOwnerCompany(stage), autoProvisionUsers: true },
    ...{ allowProjectAdminsCreateUsers: true, isStaging: false },
  };
}

const products = {
  projectsEnabled: true,
  deskEnabled: true,
  spacesEnabled: true,
  chatEnabled: true,
  CRMEnabled: false,
};

function isOfOwnerCompany(stage: Backstage): "YES" | "NO" {
  return stage.state.companyOf(ownPerson(stage))?.isOwner === true ? "YES" : "NO";
}

/** What a sign-in is told, and where its site is (contract section 1.1). */
function authenticationView(stage: Backstage, call: SiteCall): object {
  const own = ownPerson(stage);
  const company = stage.state.companyOf(stage.state.owner);
  const mayManage = isAdministrator(stage) ? "1" : "0";
  return {
    ...{ id: "1046798", code: "acme", name: company?.name ?? "", URL: addressIn(call) },
    ...{ companyid: idText(company?.id), companyname: company?.name ?? "", userId: String(own.id) },
    ...{ firstname: own.firstName, lastname: own.lastName, "avatar-url": own.avatarUrl, lang: "EN" },
    ...{ userIsAdmin: isAdministrator(stage), userIsMemberOfOwnerCompany: isOfOwnerCompany(stage) },
    ...{ canManagePeople: mayManage, canaddprojects: mayManage, canManageProjectTemplates: mayManage },
    ...{ canViewProjectTemplates: "1", "plan-id": "18", logo: "", ...products },
    ...{ dateFormat: "mm/dd/yyyy", dateSeperator: "/", timeFormat: "HH:MM", startonsundays: true },
    ...{ likesEnabled: true, tagsEnabled: true, tagsLockedToAdmins: false, portfolioEnabled: false },
    ...{ TKOEnabled: true, documentEditorEnabled: false, requirehttps: true, "ssl-enabled": true },
    ...{ oneDriveEnabled: false, oneDriveBusinessEnabled: false, sharepointEnabled: false },
  };
}
