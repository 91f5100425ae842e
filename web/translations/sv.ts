import type { Catalogue } from './catalogue.js';
import codes from './sv/codes.json' with { type: 'json' };
import common from './sv/common.json' with { type: 'json' };
import fields from './sv/fields.json' with { type: 'json' };
import forms from './sv/forms.json' with { type: 'json' };
import pages from './sv/pages.json' with { type: 'json' };
import refusals from './sv/refusals.json' with { type: 'json' };
import start from './sv/start.json' with { type: 'json' };

export const sv: Catalogue = { ...common, codes, fields, forms, pages, refusals, start };
