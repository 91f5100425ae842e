import { readFile, writeFile } from 'node:fs/promises';
import { accessPage } from './docs/access-page.js';
import { licencesPage } from './docs/licences-page.js';
import { permissionsPage } from './docs/permissions-page.js';
import { policySourcesPage } from './docs/policy-sources-page.js';
import { processPage } from './docs/process-page.js';

/** `npm run docs`: writes the pages that are made from the code. Tests compare them with it. */
const page = (name: string) => new URL(`../docs/${name}`, import.meta.url);
await writeFile(page('process.md'), processPage());
await writeFile(page('permissions.md'), permissionsPage());
await writeFile(page('access.md'), accessPage());
await writeFile(page('licences.md'), licencesPage());
const sourcesPage = page('policy-sources.md');
await writeFile(sourcesPage, policySourcesPage(await readFile(sourcesPage, 'utf8')));
