import { GraphQLDateTime, GraphQLJSON } from "graphql-scalars";

/** ISO 8601 in UTC. */
export const DateTime = GraphQLDateTime;
export const Json = GraphQLJSON;
