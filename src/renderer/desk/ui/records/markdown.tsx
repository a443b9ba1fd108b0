import ReactMarkdown from 'react-markdown'

/** Markdown as React elements: HTML in it stays text, addresses of other kinds than web and mail are dropped. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className="markdown">
      <ReactMarkdown components={{ a: OutsideLink, img: () => null }}>{text}</ReactMarkdown>
    </div>
  )
}

/** Opens outside of the desk: a call is never lost to a link. */
function OutsideLink({ href, children }: { href?: string | undefined; children?: React.ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  )
}
