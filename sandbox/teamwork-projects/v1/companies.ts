import type { Answer } from "../../answer.js";
import type { SiteCall } from "../../teamwork-site/router.js";
import { visibleCompanies, type Backstage } from "../backstage.js";
import type { CompanyDocument, PersonDocument } from "../documents.js";
import { cutPage, sizesOfV1, withHeaders } from "../paging.js";
import { idIn, notFound, ok, type Route } from "./answer.js";

export const companyRoutes: readonly Route[] = [
  {
    template: "/companies.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const cut = cutPage(call, stage.quirks, visibleCompanies(stage), sizesOfV1);
      const rows = cut.rows.map((company) => listedCompany(stage, company));
      return withHeaders(stage.quirks, cut, { STATUS: "OK", companies: rows });
    },
  },
  {
    template: "/companies/:id.json",
    run: (stage: Backstage, call: SiteCall): Answer => {
      const company = visibleCompanies(stage).find(({ id }) => id === idIn(call));
      return company ? ok({ company: singleCompany(stage, company) }) : notFound();
    },
  },
];

type View = Record<string, unknown>;

function listedCompany(stage: Backstage, company: CompanyDocument): View {
  const { clients, collaborators } = countStaff(stage, company);
  const dates = { "created-on": company.createdAt, "last-changed-on": company.changedAt };
  return { ...sharedView(stage, company), ...dates, clients, collaborators };
}

/** One company tells less than a list of them, and more. */
function singleCompany(stage: Backstage, company: CompanyDocument): View {
  return { ...sharedView(stage, company), "profile-text": "", "private-notes-text": "" };
}

function sharedView(stage: Backstage, company: CompanyDocument): View {
  const { id, name, isOwner, website, city, countryCode, phone } = company;
  const { accounts, contacts } = countStaff(stage, company);
  return {
    ...{ id: String(id), name, isowner: isOwner ? "1" : "0", website, city, phone, accounts, contacts },
    company_name_url: `${String(id)}-${name.toLowerCase().replace(/\W+/gu, "-")}`,
    countrycode: countryCode,
    can_see_private: stage.quirks.credentialRank !== "client",
    ...{ address_one: "", address_two: "", zip: "", state: "", country: "", fax: "", cid: "", tags: [] },
    ...{ email_one: "", email_two: "", email_three: "", industry: "", industryId: "", "logo-URL": "" },
  };
}

type Counts = Readonly<Record<"accounts" | "clients" | "collaborators" | "contacts", string>>;

function countStaff({ state }: Backstage, { id }: CompanyDocument): Counts {
  const staff = state.people.filter(({ companyId, deletedAt }) => companyId === id && deletedAt === null);
  const countOf = (isMeant: (person: PersonDocument) => boolean): string =>
    String(staff.filter(isMeant).length);
  return {
    accounts: countOf(({ userType, isClientUser }) => userType === "account" && !isClientUser),
    clients: countOf(({ isClientUser }) => isClientUser),
    collaborators: countOf(({ userType }) => userType === "collaborator"),
    contacts: countOf(({ userType }) => userType === "contact"),
  };
}
