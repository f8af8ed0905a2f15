/** The release that runs: the version of package.json, which a test compares. */
export const VERSION = "0.1.0";
