// The page by which the operator proves to Zalo that the domain is his: before that Zalo takes no webhook there.
import { Hono } from 'hono';

/** Where Zalo looks for it. */
export const proofPath = (code: string): string => `/zalo_verifier${code}.html`;

/** As Zalo hands it out to be put there; `code` is of letters, digits, `_` and `-`. */
export function domainProof(code: string): Hono {
  const page = `<!DOCTYPE html>
<html lang="en">
<head>
    <meta property="zalo-platform-site-verification" content="${code}" />
</head>
<body>
There Is No Limit To What You Can Accomplish Using Zalo!
</body>
</html>
`;
  return new Hono().get('/', (context) => context.html(page));
}
