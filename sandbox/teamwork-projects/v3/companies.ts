import type { Answer } from "../../answer.js";
import { json, type SiteCall } from "../../teamwork-site/router.js";
import { visibleCompanies, type Backstage } from "../backstage.js";
import type { CompanyDocument } from "../documents.js";
import { cutPage, sizesOfV3, withMeta } from "../paging.js";
import { after, allOf, among, hasWord, notAmong, only, type Test } from "../questions.js";
import { base, notFound, type Route } from "./answer.js";
import { companyView } from "./views.js";

export const companyRoutes: readonly Route[] = [
  {
    template: `${base}/companies.json`,
    run: (stage: Backstage, call: SiteCall): Answer => {
      const companies = visibleCompanies(stage).filter(toTest(call.query));
      const cut = cutPage(call, stage.quirks, companies, sizesOfV3);
      const rows = cut.rows.map((company) => companyView(stage, company));
      return withMeta(stage.quirks, call, cut, { companies: rows, included: {} });
    },
  },
  {
    template: `${base}/companies/:id.json`,
    run: (stage: Backstage, { params }: SiteCall): Answer => {
      const company = visibleCompanies(stage).find(({ id }) => String(id) === params["id"]);
      return company ? json(200, { company: companyView(stage, company), included: {} }) : notFound();
    },
  },
];

function toTest(query: URLSearchParams): Test<CompanyDocument> {
  return allOf<CompanyDocument>([
    among(query, "ids", ({ id }) => id),
    notAmong(query, "excludeIds", ({ id }) => id),
    only(query, "excludeOwnerCompany", ({ isOwner }) => !isOwner),
    hasWord(query, ({ name }) => name),
    after(query, "updatedAfter", ({ changedAt }) => changedAt),
  ]);
}
