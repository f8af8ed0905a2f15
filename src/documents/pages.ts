/** Where the pages' own scripts, styles and pictures are. */
const ASSET_PATH = "/api/docs/assets/";

/** Files of the `ASSETS` binding (`/docs/…`) that the pages may ask for. */
export const PAGE_ASSETS: ReadonlySet<string> = new Set([
  "swagger-ui.css",
  "swagger-ui-bundle.js",
  "swagger-ui-standalone-preset.js",
  "swagger-start.js",
  "redoc.standalone.js",
  "redoc-start.js",
  "docs.css",
  "favicon-32x32.png",
]);

/** Nothing from elsewhere and no inline script; both tools write style elements, and ReDoc searches in a worker. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src blob:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** Swagger UI with both documents in its drop-down. */
export const SWAGGER_PAGE = page({
  title: "Keyline API",
  styles: ["swagger-ui.css"],
  body: `<div id="swagger-ui"></div>`,
  scripts: ["swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "swagger-start.js"],
});

/** ReDoc of v1, or of studio with `?document=studio`. */
export const REDOC_PAGE = page({
  title: "Keyline API reference",
  styles: ["docs.css"],
  body: `<nav aria-label="Documents">
      <strong>Keyline</strong>
      <a href="/api/redoc/" data-document="v1">v1</a>
      <a href="/api/redoc/?document=studio" data-document="studio">studio</a>
      <a href="/api/docs/">Swagger UI</a>
    </nav>
    <div id="redoc"></div>`,
  scripts: ["redoc.standalone.js", "redoc-start.js"],
});

function page(parts: { title: string; styles: string[]; body: string; scripts: string[] }): string {
  const styles = parts.styles.map((name) => `<link rel="stylesheet" href="${ASSET_PATH}${name}">`);
  const scripts = parts.scripts.map((name) => `<script src="${ASSET_PATH}${name}"></script>`);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${parts.title}</title>
    <link rel="icon" type="image/png" href="${ASSET_PATH}favicon-32x32.png">
    ${styles.join("\n    ")}
  </head>
  <body>
    ${parts.body}
    <noscript>This page needs JavaScript. The documents themselves: <a href="/api/v1/openapi.json">v1</a>,
      <a href="/api/openapi.json">studio</a>.</noscript>
    ${scripts.join("\n    ")}
  </body>
</html>
`;
}
