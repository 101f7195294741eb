import { z } from "zod";
import { namesOf } from "./attribute-names.js";

/*
 * SCIM's resources, cut down to what Rollcall uses: what is not named here is dropped at the edge, so that these are
 * the allow-lists of `remote` too. Absent, null and empty are the same (RFC 7643 section 2.5).
 */

const text = z.string().nullable().default(null);
/** Some identity providers write booleans as "True" and "False" (contract 6.1 row 7). */
const flag = z
  .union([
    z.boolean(),
    z
      .string()
      .regex(/^(?:true|false)$/iu)
      .transform((word) => word.toLowerCase() === "true"),
  ])
  .nullable()
  .default(null);
const idText = z.union([z.string().min(1), z.number().transform(String)]);

/** A multi-valued attribute (RFC 7643 section 2.4). */
const values = z
  .array(z.object({ value: text, display: text, type: text, primary: flag }))
  .nullable()
  .default(null);

const meta = z.object({ created: text, lastModified: text }).nullable().default(null);

/** RFC 7643 section 4.3. */
export const enterpriseUrn = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** RFC 7643 section 4.1. */
export const scimUserRow = z.object({
  id: idText,
  externalId: text,
  userName: text,
  displayName: text,
  nickName: text,
  title: text,
  userType: text,
  preferredLanguage: text,
  locale: text,
  timezone: text,
  active: flag,
  name: z.object({ formatted: text, givenName: text, familyName: text }).nullable().default(null),
  emails: values,
  phoneNumbers: values,
  photos: values,
  roles: values,
  groups: z
    .array(z.object({ value: text, display: text, type: text, $ref: text }))
    .nullable()
    .default(null),
  meta,
  [enterpriseUrn]: z
    .object({ employeeNumber: text, costCenter: text, organization: text, division: text, department: text })
    .nullable()
    .default(null),
});
export type ScimUserRow = z.infer<typeof scimUserRow>;

/** RFC 7643 section 4.2. */
export const scimGroupRow = z.object({
  id: idText,
  externalId: text,
  displayName: text,
  members: z
    .array(z.object({ value: text, display: text, type: text, $ref: text }))
    .nullable()
    .default(null),
  meta,
});
export type ScimGroupRow = z.infer<typeof scimGroupRow>;
export const groupNames = namesOf(scimGroupRow);

const wholeNumber = z.union([
  z.number().int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,9}$/u)
    .transform(Number),
]);

/** A ListResponse (RFC 7644 section 3.4.2). A list of nothing may come without `Resources`. */
export const listEnvelope = z
  .object({
    totalResults: wholeNumber.nullable().default(null),
    startIndex: wholeNumber.nullable().default(null),
    Resources: z.array(z.unknown()).nullable().default(null),
  })
  .refine(({ totalResults, Resources }) => totalResults !== null || Resources !== null);
export const listNames = namesOf(listEnvelope);

/** RFC 7644 section 3.12: the URN, or what only SCIM's errors have. Gateways have a `detail` or a `status`, too. */
export const errorEnvelope = z
  .object({
    schemas: z.array(z.string()).nullable().default(null),
    scimType: text,
    detail: text,
    status: wholeNumber.nullable().default(null),
  })
  .refine(({ schemas, scimType, detail, status }) => {
    if (schemas?.some(isErrorUrn) === true || scimType !== null) return true;
    return detail !== null && status !== null;
  });
export const errorNames = namesOf(errorEnvelope);

function isErrorUrn(urn: string): boolean {
  return urn.toLowerCase().endsWith(":error");
}

/** RFC 7643 section 6. */
export const resourceTypeRow = z.object({ id: text, name: text, endpoint: text });
export const resourceTypeNames = namesOf(resourceTypeRow);
