/** The name of the file of some content. Source: contentctl, the file name that a name of content makes. */
export function fileNameOf(name: string): string {
  return `${name.replace(/[ \-./]/g, '_').toLowerCase()}.yml`;
}
