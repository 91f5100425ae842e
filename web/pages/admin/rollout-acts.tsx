import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer } from '../../../api/contracts/bulk.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { useSteerBulk } from '../../http/bulk.js';
import { RolloutProblem } from './rollout-problem.js';

/** Pause, go on, end early; ending takes a second look, because it cannot be gone on with. */
export function RolloutActs({ bulk }: { bulk: BulkAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const steering = useSteerBulk(bulk.id);
  const [asking, setAsking] = useState(false);
  if (bulk.state === 'done' || bulk.state === 'cancelled') return null;
  const toggle = bulk.state === 'running' ? 'pause' : 'resume';
  if (asking) {
    return (
      <Notice tone="warn" live title={t('rollout.one.cancelTitle')}>
        <p>{t('rollout.one.cancelText')}</p>
        <p className="btn-row">
          <Button kind="danger" busy={steering.isPending} onClick={() => steering.mutate('cancel')}>
            {t('rollout.one.cancel')}
          </Button>
          <Button kind="secondary" onClick={() => setAsking(false)}>
            {t('rollout.one.back')}
          </Button>
        </p>
        <RolloutProblem error={steering.error} />
      </Notice>
    );
  }
  return (
    <>
      <RolloutProblem error={steering.error} />
      <p className="btn-row">
        <Button busy={steering.isPending} onClick={() => steering.mutate(toggle)}>
          {t(`rollout.one.${toggle}`)}
        </Button>
        <Button kind="secondary" onClick={() => setAsking(true)}>
          {t('rollout.one.cancel')}
        </Button>
      </p>
    </>
  );
}
