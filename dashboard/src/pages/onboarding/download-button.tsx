import { Button } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';

interface DownloadButtonProps {
  name: string;
  text: string;
}

/** Gives a text as a file. It may hold the token, so nothing is asked of a server for it. */
export function DownloadButton({ name, text }: DownloadButtonProps) {
  const download = () => {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <Button size="sm" icon={<DownloadSimpleIcon />} aria-label={`Download ${name}`} onClick={download}>
      Download
    </Button>
  );
}
