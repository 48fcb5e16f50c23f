import { Button } from '@cloudflare/kumo/components/button';
import { MoonIcon, SunIcon } from '@phosphor-icons/react';
import { toggleTheme, useTheme } from '../theme';

export function ThemeToggle() {
  const theme = useTheme();
  const label = theme === 'dark' ? 'Use the light theme' : 'Use the dark theme';
  return (
    <Button
      variant="ghost"
      shape="square"
      icon={theme === 'dark' ? <SunIcon size={18} /> : <MoonIcon size={18} />}
      aria-label={label}
      title={label}
      onClick={toggleTheme}
    />
  );
}
