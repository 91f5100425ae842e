import addressees from './fi/addressees.json' with { type: 'json' };
import branchFields from './fi/branch-fields.json' with { type: 'json' };
import branchForms from './fi/branch-forms.json' with { type: 'json' };
import cautions from './fi/cautions.json' with { type: 'json' };
import codes from './fi/codes.json' with { type: 'json' };
import common from './fi/common.json' with { type: 'json' };
import consents from './fi/consents.json' with { type: 'json' };
import family from './fi/family.json' with { type: 'json' };
import fields from './fi/fields.json' with { type: 'json' };
import figures from './fi/figures.json' with { type: 'json' };
import forms from './fi/forms.json' with { type: 'json' };
import marks from './fi/marks.json' with { type: 'json' };
import outside from './fi/outside.json' with { type: 'json' };
import pages from './fi/pages.json' with { type: 'json' };
import parts from './fi/parts.json' with { type: 'json' };
import planFields from './fi/plan-fields.json' with { type: 'json' };
import planForms from './fi/plan-forms.json' with { type: 'json' };
import plans from './fi/plans.json' with { type: 'json' };
import policies from './fi/policies.json' with { type: 'json' };
import prints from './fi/prints.json' with { type: 'json' };
import refusals from './fi/refusals.json' with { type: 'json' };
import register from './fi/register.json' with { type: 'json' };
import report from './fi/report.json' with { type: 'json' };
import rollout from './fi/rollout.json' with { type: 'json' };
import services from './fi/services.json' with { type: 'json' };
import slipFields from './fi/slip-fields.json' with { type: 'json' };
import slips from './fi/slips.json' with { type: 'json' };
import start from './fi/start.json' with { type: 'json' };

export const fi = {
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
