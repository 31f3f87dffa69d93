/** The URL a text spells, or undefined; never an exception that quotes the text. */
export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** User and password of a URL, decoded; what is not well encoded stays as it stands. */
export function loginOf(url: URL): { readonly user: string; readonly password: string } {
  return { user: decoded(url.username), password: decoded(url.password) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL fit to be shown: without user, password, query and fragment. */
export function displayUrl(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
}
