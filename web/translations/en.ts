import type { Catalogue } from './catalogue.js';
import addressees from './en/addressees.json' with { type: 'json' };
import branchFields from './en/branch-fields.json' with { type: 'json' };
import branchForms from './en/branch-forms.json' with { type: 'json' };
import cautions from './en/cautions.json' with { type: 'json' };
import codes from './en/codes.json' with { type: 'json' };
import common from './en/common.json' with { type: 'json' };
import consents from './en/consents.json' with { type: 'json' };
import family from './en/family.json' with { type: 'json' };
import fields from './en/fields.json' with { type: 'json' };
import figures from './en/figures.json' with { type: 'json' };
import forms from './en/forms.json' with { type: 'json' };
import marks from './en/marks.json' with { type: 'json' };
import outside from './en/outside.json' with { type: 'json' };
import pages from './en/pages.json' with { type: 'json' };
import parts from './en/parts.json' with { type: 'json' };
import planFields from './en/plan-fields.json' with { type: 'json' };
import planForms from './en/plan-forms.json' with { type: 'json' };
import plans from './en/plans.json' with { type: 'json' };
import policies from './en/policies.json' with { type: 'json' };
import prints from './en/prints.json' with { type: 'json' };
import refusals from './en/refusals.json' with { type: 'json' };
import register from './en/register.json' with { type: 'json' };
import report from './en/report.json' with { type: 'json' };
import rollout from './en/rollout.json' with { type: 'json' };
import services from './en/services.json' with { type: 'json' };
import slipFields from './en/slip-fields.json' with { type: 'json' };
import slips from './en/slips.json' with { type: 'json' };
import start from './en/start.json' with { type: 'json' };

export const en: Catalogue = {
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
