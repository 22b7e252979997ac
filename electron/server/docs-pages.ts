/** The two pages that show the API's document: Swagger UI and ReDoc, from files of this server only. */

/** One documentation page. */
export interface DocsPage {
  readonly path: string;
  readonly html: string;
  /** Address and text of the script that starts it; the policy forbids inline ones. */
  readonly init: { readonly path: string; readonly script: string };
  readonly csp: string;
}

/** Where the files of both stand. */
export const DOCS_ASSETS = '/docs/assets/';

/** As strict as the page's own policy, but for what a library cannot do without. */
const policy = (...more: string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...more,
  ].join('; ');

const page = (head: string, body: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>CloudCube API</title>
    <link rel="icon" href="${DOCS_ASSETS}favicon-32x32.png" />
${head}
  </head>
  <body>
${body}
  </body>
</html>
`;

/** Swagger UI: reads the document and can call what it describes. */
export const swaggerPage: DocsPage = {
  path: '/docs',
  html: page(
    `    <link rel="stylesheet" href="${DOCS_ASSETS}swagger-ui.css" />`,
    `    <div id="docs"></div>
    <script src="${DOCS_ASSETS}swagger-ui-bundle.js"></script>
    <script src="/docs/init.js"></script>`,
  ),
  init: {
    path: '/docs/init.js',
    script: `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  displayOperationId: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
`,
  },
  csp: policy("style-src 'self'"),
};

/** ReDoc: the same to read and search. It writes its styles into the page and makes a worker for its search from a blob. */
export const redocPage: DocsPage = {
  path: '/redoc',
  html: page(
    '    <style>body { margin: 0 }</style>',
    `    <div id="docs"></div>
    <script src="${DOCS_ASSETS}redoc.standalone.js"></script>
    <script src="/redoc/init.js"></script>`,
  ),
  init: {
    path: '/redoc/init.js',
    script: `Redoc.init('/openapi.json', {}, document.getElementById('docs'));
`,
  },
  csp: policy("style-src 'self' 'unsafe-inline'", 'worker-src blob:'),
};
