using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox;

/// <summary>
/// One person's browser, as far as signing in at the sandbox's tenant needs one: cookies of its own, redirects followed
/// by hand, forms filled by what the page says it is (<c>data-page</c>). Two of them are two browsers.
/// </summary>
public sealed partial class TenantBrowser : IDisposable
{
    private const int MostSteps = 40;
    private readonly HttpClient _http;
    private readonly CancellationToken _cancellation;

    /// <summary>Opens a browser with no cookies.</summary>
    /// <param name="cancellation">Ends whatever it does.</param>
    public TenantBrowser(CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        Cookies = new CookieContainer();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies, UseCookies = true })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>The browser's cookies. Like a real browser it shares them between the ports of a host.</summary>
    public CookieContainer Cookies { get; }

    /// <summary>What the person presses on consent pages, the tenant's and the providers'.</summary>
    public bool Allows { get; set; } = true;

    /// <summary>The account that the person names at a provider; the one the page suggests if null.</summary>
    public string? ProviderAccount { get; set; }

    /// <summary>The pages that were shown, in order.</summary>
    public List<string> Pages { get; } = [];

    /// <summary>
    /// Opens an address at the tenant, or one that redirects there, goes through whatever pages come, and answers the
    /// address that the tenant finally sends the browser to. That address is not opened.
    /// </summary>
    /// <param name="authorizeUrl">Where to begin.</param>
    /// <param name="person">Who sits in front of the browser.</param>
    /// <param name="secondFactor">Whether the person expects to be asked for a code; being asked without expecting it fails.</param>
    public async Task<Uri> LoginAsync(Uri authorizeUrl, SandboxPerson person, bool secondFactor)
    {
        var walk = new Walk(person, secondFactor, authorizeUrl);
        for (var step = 0; step < MostSteps; step++)
        {
            using var response = await (walk.Form is { } form ? PostAsync(walk.Here, form) : GetAsync(walk.Here));
            walk.Tenant ??= IsTenant(response, walk.Here) ? walk.Here : null;
            if (response.Headers.Location is not { } location)
            {
                await FillAsync(walk, response);
                continue;
            }

            var next = new Uri(walk.Here, location);
            if (walk.Tenant is { } tenant && !SameOrigin(next, tenant))
            {
                return walk.SecondFactor && !walk.Asked && next.Query.Contains("code=", StringComparison.Ordinal)
                    ? throw new InvalidOperationException("The tenant did not ask for a second factor.")
                    : next;
            }

            (walk.Here, walk.Form) = (next, null);
        }

        throw new InvalidOperationException($"The tenant did not come to an end: {string.Join(" > ", Pages)}");
    }

    /// <summary>Opens a page without following redirects.</summary>
    public Task<HttpResponseMessage> GetAsync(Uri address) => _http.GetAsync(address, Ct);

    /// <summary>Sends a form without following redirects.</summary>
    public async Task<HttpResponseMessage> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        return await _http.PostAsync(address, form, Ct);
    }

    /// <summary>The hidden fields of a page's first form, antiforgery token included.</summary>
    public static Dictionary<string, string> HiddenFields(string html) => Inputs().Matches(html)
        .Select(input => input.Value)
        .Where(input => Attribute(input, "type") == "hidden")
        .ToDictionary(input => Attribute(input, "name"), input => Attribute(input, "value"));

    /// <summary>What a page says, without its markup.</summary>
    public static string TextOf(string html) => WebUtility.HtmlDecode(Spaces().Replace(Tags().Replace(html, " "), " ")).Trim();

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    // The tenant's own addresses are known by their paths; anything before is the client sending us there.
    private static bool IsTenant(HttpResponseMessage response, Uri address) =>
        response.StatusCode is not HttpStatusCode.NotFound
        && (address.AbsolutePath is "/authorize" or "/connected-accounts/connect" || address.AbsolutePath.StartsWith("/u/", StringComparison.Ordinal));

    private async Task FillAsync(Walk walk, HttpResponseMessage response)
    {
        var html = await response.Content.ReadAsStringAsync(Ct);
        var page = PageName().Match(html).Groups[1].Value;
        Pages.Add(page);
        if (!response.IsSuccessStatusCode || page is "error" or "")
        {
            throw new TenantPageException(page, (int)response.StatusCode, TextOf(html));
        }

        var fields = HiddenFields(html);
        switch (page)
        {
            case "login":
                (fields["username"], fields["password"]) = (walk.Person.Email, walk.Person.Password);
                break;
            case "second-factor" when !walk.SecondFactor:
                throw new InvalidOperationException("The tenant asked for a second factor.");
            case "second-factor":
                walk.Asked = true;
                fields["code"] = await CodeAsync(walk.Person, walk.Here);
                break;
            case "consent":
                fields["decision"] = Allows ? "allow" : "deny";
                break;
            case "provider-consent":
                (fields["account"], fields["decision"]) = (ProviderAccount ?? walk.Person.Key, Allows ? "allow" : "deny");
                break;
            default:
                throw new InvalidOperationException($"An unexpected page: {page}: {TextOf(html)}");
        }

        walk.Form = fields;
        walk.Here = new Uri(walk.Here, WebUtility.HtmlDecode(FormAction().Match(html).Groups[1].Value));
    }

    private async Task<string> CodeAsync(SandboxPerson person, Uri here)
    {
        using var phone = JsonDocument.Parse(await _http.GetStringAsync(new Uri(here, $"/sandbox/tenant/phone/{person.Key}"), Ct));
        return phone.RootElement.GetProperty("code").GetString()
            ?? throw new InvalidOperationException($"{person.Name} has used every code of this half minute: move the clock, or raise CodeStepsAhead.");
    }

    private CancellationToken Ct => _cancellation;

    private static bool SameOrigin(Uri one, Uri other) => one.GetLeftPart(UriPartial.Authority) == other.GetLeftPart(UriPartial.Authority);

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("data-page=\"([^\"]+)\"")]
    private static partial Regex PageName();

    [GeneratedRegex("<form[^>]*action=\"([^\"]+)\"")]
    private static partial Regex FormAction();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Inputs();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    private sealed class Walk(SandboxPerson person, bool secondFactor, Uri start)
    {
        public SandboxPerson Person => person;

        public bool SecondFactor => secondFactor;

        public Uri Here { get; set; } = start;

        public Uri? Tenant { get; set; }

        public Dictionary<string, string>? Form { get; set; }

        public bool Asked { get; set; }
    }
}

/// <summary>The tenant showed a page that goes nowhere.</summary>
public sealed class TenantPageException(string page, int status, string text) : Exception($"{status} {page}: {text}")
{
    public string Page { get; } = page;

    public int Status { get; } = status;

    public string Text { get; } = text;
}
