import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Leaving } from '../http/use-sign-out.js';

interface OwnMenuProps {
  readonly name: string;
  readonly roles: readonly string[];
  readonly onSignOut: (leaving: Leaving) => void;
}

/** Menu of the signed-in person. */
export function OwnMenu({ name, roles, onSignOut }: OwnMenuProps): ReactElement {
  const { t } = useTranslation();
  return (
    <MenuTrigger>
      <Button className="btn btn-secondary btn-small" aria-label={t('nav.own', { name })}>
        {name}
      </Button>
      <Popover className="menu-popover" placement="bottom end">
        <div className="menu-head">
          {roles.map((role) => (
            <p className="small quiet" key={role}>
              {role}
            </p>
          ))}
        </div>
        <Menu aria-label={t('nav.own', { name })}>
          <MenuItem id="sign-out" className="menu-item" onAction={() => onSignOut('sign-out')}>
            {t('nav.signOut')}
          </MenuItem>
          <MenuItem
            id="sign-out-everywhere"
            className="menu-item"
            onAction={() => onSignOut('sign-out-everywhere')}
          >
            {t('nav.signOutEverywhere')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
