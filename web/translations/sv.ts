import type { Catalogue } from './catalogue.js';
import addressees from './sv/addressees.json' with { type: 'json' };
import branchFields from './sv/branch-fields.json' with { type: 'json' };
import branchForms from './sv/branch-forms.json' with { type: 'json' };
import cautions from './sv/cautions.json' with { type: 'json' };
import codes from './sv/codes.json' with { type: 'json' };
import common from './sv/common.json' with { type: 'json' };
import consents from './sv/consents.json' with { type: 'json' };
import family from './sv/family.json' with { type: 'json' };
import fields from './sv/fields.json' with { type: 'json' };
import figures from './sv/figures.json' with { type: 'json' };
import forms from './sv/forms.json' with { type: 'json' };
import marks from './sv/marks.json' with { type: 'json' };
import outside from './sv/outside.json' with { type: 'json' };
import pages from './sv/pages.json' with { type: 'json' };
import parts from './sv/parts.json' with { type: 'json' };
import planFields from './sv/plan-fields.json' with { type: 'json' };
import planForms from './sv/plan-forms.json' with { type: 'json' };
import plans from './sv/plans.json' with { type: 'json' };
import policies from './sv/policies.json' with { type: 'json' };
import prints from './sv/prints.json' with { type: 'json' };
import refusals from './sv/refusals.json' with { type: 'json' };
import register from './sv/register.json' with { type: 'json' };
import report from './sv/report.json' with { type: 'json' };
import rollout from './sv/rollout.json' with { type: 'json' };
import services from './sv/services.json' with { type: 'json' };
import slipFields from './sv/slip-fields.json' with { type: 'json' };
import slips from './sv/slips.json' with { type: 'json' };
import start from './sv/start.json' with { type: 'json' };

export const sv: Catalogue = {
  ...common,
  addressees,
  cautions,
  codes,
  consents,
  family,
  fields: { ...fields, ...branchFields, ...planFields, ...slipFields },
  figures,
  forms: { ...forms, ...branchForms, ...planForms },
  marks,
  outside,
  pages,
  parts,
  plans,
  policies,
  prints,
  refusals,
  register,
  report,
  rollout,
  services,
  slips,
  start,
};
