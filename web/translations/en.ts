import type { Catalogue } from './catalogue.js';
import codes from './en/codes.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import fields from './en/fields.json' with { type: 'json' };
import forms from './en/forms.json' with { type: 'json' };
import pages from './en/pages.json' with { type: 'json' };
import refusals from './en/refusals.json' with { type: 'json' };
import start from './en/start.json' with { type: 'json' };

export const en: Catalogue = { ...common, codes, fields, forms, pages, refusals, start };
