/**
 * To be imported before anything else: libraries look at it once, when they are loaded, and are slower without it.
 * graphql-js compares the names of classes on every check of a type to find a second copy of itself.
 */
process.env["NODE_ENV"] ??= "production";
