import type { PersonDocument, ProjectDocument } from "../documents.js";

/** What a person may do in the whole site, as lists tell it. */
const listedNames = [
  ...["can-add-projects", "canEditWorkflows", "canAccessCalendar", "canViewSchedule", "canViewWorkflows"],
  ...["canManageSchedule", "canAccessPortfolio", "canManageTimeReminders", "canViewProjectTemplates"],
  ...["can-access-templates", "canManageCustomFields", "canApproveTime", "canManageProjectTemplates"],
  ...["canManagePortfolio", "canAddCustomReports", "can-manage-people"],
];

/** What single people tell instead. */
const singleNames = [
  ...["can-access-templates", "canViewProjectTemplates", "can-add-projects", "canManageCustomFields"],
  ...["canManageProjectTemplates", "canEditWorkflows", "canAccessCalendar", "isAdminOnAProject"],
  ...["can-manage-people", "canViewWorkflows"],
];

/** What everybody may, whoever they are. */
const harmless = new Set(["canAccessCalendar", "canViewWorkflows", "canViewSchedule"]);
/** What even administrators may not, unless they own the site. */
const rare = new Set(["canAccessPortfolio", "canManagePortfolio", "canApproveTime"]);

export function listedPermissions(person: PersonDocument): Record<string, boolean> {
  return toPermissions(person, listedNames);
}

export function singlePermissions(person: PersonDocument): Record<string, boolean> {
  return toPermissions(person, singleNames);
}

function toPermissions(
  { isOwner, isAdministrator, userType }: PersonDocument,
  names: readonly string[],
): Record<string, boolean> {
  const isGiven = (name: string): boolean => {
    if (isOwner || (isAdministrator && !rare.has(name))) return true;
    return userType === "account" && harmless.has(name);
  };
  return Object.fromEntries(names.map((name) => [name, isGiven(name)]));
}

const projectNames = [
  ...["add-tasks", "add-notebooks", "view-links", "edit-all-tasks", "can-receive-email", "add-files"],
  ...["canManageProjectBudget", "set-privacy", "view-all-time-logs", "view-risk-register"],
  ...["add-people-to-project", "view-estimated-time", "canManageRates", "is-observing", "add-milestones"],
  ...["add-messages", "add-time", "project-administrator", "view-invoices", "add-taskLists", "view-time"],
  ...["canAddRisks", "viewProjectUpdate", "canViewProjectMembers", "view-tasks-and-milestones"],
  ...["canManageCustomFields", "canViewProjectBudget", "can-be-assigned-to-tasks-and-milestones"],
  ...["canViewRates", "add-project-update", "view-notebooks", "view-messages-and-files", "add-links"],
];

/** What only those may who run the project. */
const leading = /^(canManage|edit-all|add-people|set-privacy|canViewRates|canViewProjectBudget)/u;

/** What a person may do in one project. */
export function projectPermissions(
  project: ProjectDocument,
  person: PersonDocument,
): Record<string, boolean> {
  const isLead = project.administratorIds.includes(person.id);
  const isObserving = project.observerIds.includes(person.id);
  const isGiven = (name: string): boolean => {
    if (name === "project-administrator") return isLead;
    if (name === "is-observing") return isObserving;
    if (isLead) return name !== "view-risk-register";
    if (isObserving) return name.startsWith("view");
    return !leading.test(name) && name !== "view-risk-register";
  };
  return Object.fromEntries(projectNames.map((name) => [name, isGiven(name)]));
}
