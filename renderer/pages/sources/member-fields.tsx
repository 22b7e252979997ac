/** Whom a source asks: services, own addresses, an interface, or nobody because it knows. */
import { Checkbox, TextInput } from '@mantine/core';
import type { SourceService } from '../../../shared/api/ddns-sources.ts';
import form from '../../components/form.module.css';
import { PlainLines } from '../../components/plain-lines.tsx';
import { Explained } from '../../components/term.tsx';
import { useSay } from '../../i18n.ts';
import { isVoting, type SourceDraft } from './source-draft.ts';

interface MemberFieldsProps {
  readonly draft: SourceDraft;
  readonly services: readonly SourceService[];
  readonly onEdit: (part: Partial<SourceDraft>) => void;
}

/** The fields of the source's kind. */
export function MemberFields({ draft, services, onEdit }: MemberFieldsProps) {
  const say = useSay();
  return (
    <>
      {isVoting(draft.kind) && (
        <fieldset className={form.group}>
          <legend>{say('source.members')}</legend>
          <p className={form.hint}>{say('source.members_hint')}</p>
          <div className={form.choices}>
            {services
              .filter(({ kind }) => kind === draft.kind)
              .map(({ id, title, families }) => (
                <Checkbox
                  key={id}
                  label={title}
                  description={
                    families.length > 1 ? say('source.both') : families[0] === 'A' ? 'IPv4' : 'IPv6'
                  }
                  checked={draft.services.includes(id)}
                  onChange={(event) => {
                    const { checked } = event.currentTarget;
                    onEdit({
                      services: checked
                        ? [...draft.services, id]
                        : draft.services.filter((one) => one !== id),
                    });
                  }}
                />
              ))}
          </div>
        </fieldset>
      )}
      {draft.kind === 'echo' && (
        <PlainLines
          label={say('source.own_urls')}
          description={say('source.own_urls_hint')}
          value={draft.urls}
          onValue={(urls) => {
            onEdit({ urls });
          }}
        />
      )}
      {draft.kind === 'interface' && (
        <Plain
          label={say('source.interface')}
          description={say('source.interface_hint')}
          value={draft.interface}
          onValue={(value) => {
            onEdit({ interface: value });
          }}
        />
      )}
      {draft.kind === 'static' && (
        <>
          <Plain
            label={say('source.static_A')}
            value={draft.ipv4}
            onValue={(value) => {
              onEdit({ ipv4: value });
            }}
          />
          <Plain
            label={say('source.static_AAAA')}
            value={draft.ipv6}
            onValue={(value) => {
              onEdit({ ipv6: value });
            }}
          />
        </>
      )}
      {isVoting(draft.kind) && (
        <Explained term="quorum" of={say('source.quorum')}>
          <TextInput
            label={say('source.quorum')}
            description={say('source.quorum_hint')}
            inputMode="numeric"
            maxLength={1}
            value={draft.quorum}
            onChange={(event) => {
              onEdit({ quorum: event.currentTarget.value.replace(/[^1-8]/g, '') });
            }}
          />
        </Explained>
      )}
    </>
  );
}

interface PlainProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function Plain({ label, description, value, onValue }: PlainProps) {
  return (
    <TextInput
      className={form.mono ?? ''}
      label={label}
      description={description}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      maxLength={64}
      value={value}
      onChange={(event) => {
        onValue(event.currentTarget.value);
      }}
    />
  );
}
