/** The files of Swagger UI and ReDoc that `/docs` and `/redoc` need, copied so that the packages are not needed at run time. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from './paths.ts';

const swagger = inRoot('node_modules/@fastify/swagger-ui/static');
const redoc = inRoot('node_modules/redoc/bundles');

/** ReDoc shows its maker's logo from its maker's server; nothing of ours asks a foreign server for anything. */
const foreignLogo = 'https://cdn.redoc.ly/redoc/logo-mini.svg';
const emptyImage =
  'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22 width=%221%22 height=%221%22/%3E';

/** Fills `folder`, which is made if it is not there. */
export async function copyDocsAssets(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const copies = ['swagger-ui-bundle.js', 'swagger-ui.css', 'favicon-32x32.png'].map((name) =>
    copyFile(join(swagger, name), join(folder, name)),
  );
  const licence = 'redoc.standalone.js.LICENSE.txt';
  await Promise.all([...copies, copyFile(join(redoc, licence), join(folder, licence))]);
  const bundle = await readFile(join(redoc, 'redoc.standalone.js'), 'utf8');
  if (!bundle.includes(foreignLogo))
    throw new Error(`ReDoc no longer names ${foreignLogo}: look what it asks for now`);
  await writeFile(join(folder, 'redoc.standalone.js'), bundle.replaceAll(foreignLogo, emptyImage));
}
