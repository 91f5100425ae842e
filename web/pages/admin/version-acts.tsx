import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionDetailAnswer } from '../../../api/contracts/policies.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { useActOnVersion, type PolicyKind } from '../../http/policies.js';
import { Refused } from '../../http/problem.js';
import { problemText } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';

interface VersionActsProps {
  readonly kind: PolicyKind;
  readonly version: PolicyVersionDetailAnswer;
}

type Acting = ReturnType<typeof useActOnVersion>;

/** What publishing means, before it is done: what changes stands above on the same page. */
function Confirmation({
  version,
  acting,
  cancel,
}: Pick<VersionActsProps, 'version'> & { acting: Acting; cancel: () => void }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Notice tone="warn" live title={t('policies.version.confirmTitle')}>
      <ul className="bullets">
        <li>{t('policies.version.confirmNew', { date: format.date(version.validFrom ?? '') })}</li>
        <li>{t('policies.version.confirmRunning', { count: version.affects.openCases })}</li>
        <li>{t('policies.version.confirmKept')}</li>
      </ul>
      <p className="btn-row">
        <Button busy={acting.isPending} onClick={() => acting.mutate('publish')}>
          {t('policies.version.confirm')}
        </Button>
        <Button kind="secondary" onClick={cancel}>
          {t('policies.version.cancel')}
        </Button>
      </p>
    </Notice>
  );
}

function Outcome({ acting }: { acting: Acting }): ReactElement | null {
  const { t } = useTranslation();
  const { error } = acting;
  if (error === null) return null;
  const faulty = error instanceof Refused && error.problem.code === 'invalid-policy';
  return <Notice tone="danger" live title={faulty ? t('policies.version.refused') : problemText(t, error)} />;
}

/** The published version as a file, to be changed and brought back. */
function Download({ version }: Pick<VersionActsProps, 'version'>): ReactElement {
  const { t } = useTranslation();
  const text = `${JSON.stringify(version.content, null, 2)}\n`;
  return (
    <a
      className="btn btn-secondary"
      download={`${version.name}-${version.validFrom ?? version.state}.json`}
      href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
    >
      {t('policies.version.download')}
    </a>
  );
}

/** What an administrator may do with a version: check their own, publish it after a second look, take any as a file. */
export function VersionActs({ kind, version }: VersionActsProps): ReactElement {
  const { t } = useTranslation();
  const acting = useActOnVersion(kind, version.name, version.id);
  const [asking, setAsking] = useState(false);
  if (asking && version.state === 'validated')
    return (
      <>
        <Outcome acting={acting} />
        <Confirmation version={version} acting={acting} cancel={() => setAsking(false)} />
      </>
    );
  return (
    <>
      <Outcome acting={acting} />
      {version.state === 'validated' ? <Notice tone="ok" title={t('policies.version.validated')} /> : null}
      <p className="btn-row">
        {version.mayPublish && version.state === 'draft' ? (
          <Button busy={acting.isPending} onClick={() => acting.mutate('validate')}>
            {t('policies.version.validate')}
          </Button>
        ) : null}
        {version.mayPublish && version.state === 'validated' ? (
          <Button onClick={() => setAsking(true)}>{t('policies.version.publish')}</Button>
        ) : null}
        <Download version={version} />
      </p>
    </>
  );
}
