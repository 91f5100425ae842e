import { describe, expect, test } from '@jest/globals';
import { compose } from '../../activities/mail/compose.js';
import { LANGUAGES } from '../../activities/mail/texts.js';
import { SLIP_TEMPLATES } from '../../domain/slips/mails.js';

const each = LANGUAGES.flatMap((language) => SLIP_TEMPLATES.map((template) => ({ language, template })));

describe('A mail about a slip', () => {
  test.each(each)(
    '$template in $language says that something waits, never what',
    ({ language, template }) => {
      for (const items of [[0], [0, 0]]) {
        const mails = items.map(() => ({ template, ref: '', data: { dueOn: '2027-08-25' } }));
        const { subject, text } = compose(language, mails, 'https://rinnalla.example.invalid');
        expect(`${subject}${text}`).not.toMatch(/[{}]|\b(undefined|null|NaN)\b|R-\d/);
        expect(`${subject}${text}`).not.toMatch(/kuraattor|kurator|social worker|jutel|nimettöm|anonym/i);
        expect(text).toContain('https://rinnalla.example.invalid/tehtavat');
      }
    },
  );
});
