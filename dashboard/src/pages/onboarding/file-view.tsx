import type { OnboardingFile, OnboardingLanguage } from '../../api/types';
import { CopyButton } from '../../components/copy-button';
import { ScrollRegion } from '../../components/scroll-region';
import { DownloadButton } from './download-button';

const LANGUAGE_NAMES: Record<OnboardingLanguage, string> = {
  json: 'JSON',
  shell: 'Shell',
  powershell: 'PowerShell',
  yaml: 'YAML',
  python: 'Python',
  typescript: 'TypeScript',
};

interface FileViewProps {
  file: OnboardingFile;
  /** With the token in its place. */
  text: string;
}

/** A text to paste or to run, with where. */
export function FileView({ file, text }: FileViewProps) {
  return (
    <div className="overflow-hidden rounded-lg bg-kumo-recessed ring ring-kumo-line">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-b border-kumo-line py-2 pr-2 pl-3">
        <div className="min-w-0 flex-1 basis-52">
          <div className="text-sm font-medium text-kumo-default">
            {file.name}
            <span className="font-normal text-kumo-subtle"> · {LANGUAGE_NAMES[file.language]}</span>
          </div>
          {file.where.split(' · ').map((place) => (
            <div key={place} className="mt-0.5 text-sm leading-snug wrap-anywhere text-kumo-subtle">
              {place}
            </div>
          ))}
        </div>
        <div className="flex items-center gap-2">
          {/* What is pasted into a form is no file. */}
          {file.name.includes('.') && <DownloadButton name={file.name} text={text} />}
          <CopyButton text={text} what={file.name} />
        </div>
      </div>
      <ScrollRegion label={file.name} className="max-h-96">
        <pre
          data-testid="file-text"
          data-file={file.name}
          className="px-3 py-3 font-mono text-xs leading-relaxed wrap-anywhere whitespace-pre-wrap text-kumo-default max-sm:break-all sm:text-sm"
        >
          {text}
        </pre>
      </ScrollRegion>
    </div>
  );
}
