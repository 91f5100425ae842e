import codes from './fi/codes.json' with { type: 'json' };
import common from './fi/common.json' with { type: 'json' };
import fields from './fi/fields.json' with { type: 'json' };
import forms from './fi/forms.json' with { type: 'json' };
import pages from './fi/pages.json' with { type: 'json' };
import refusals from './fi/refusals.json' with { type: 'json' };
import start from './fi/start.json' with { type: 'json' };

export const fi = { ...common, codes, fields, forms, pages, refusals, start };
