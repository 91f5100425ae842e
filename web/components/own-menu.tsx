import type { ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface OwnMenuProps {
  readonly name: string;
  readonly roles: readonly string[];
  readonly onSignOut: () => void;
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
        <Menu aria-label={t('nav.own', { name })} onAction={onSignOut}>
          <MenuItem id="sign-out" className="menu-item">
            {t('nav.signOut')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
