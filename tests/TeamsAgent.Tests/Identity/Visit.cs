using System.Net;
using System.Text.RegularExpressions;
using TeamsAgent.Sandbox;
using TeamsAgent.Tests.Tenant;

namespace TeamsAgent.Tests.Identity;

/// <summary>One person's browser on the product's pages and at the tenant.</summary>
internal sealed class Visit(IdentityHost host) : IDisposable
{
    public TenantBrowser Browser { get; } = new(TestContext.Current.CancellationToken);

    /// <summary>The page that is shown.</summary>
    public ShownPage Page { get; private set; } = new(0, "", new Dictionary<string, string>(), new Uri("about:blank"));

    /// <summary>Where the tenant sent the browser back to; opened only by <see cref="ReturnAsync"/>.</summary>
    public Uri? Back { get; private set; }

    public async Task<ShownPage> OpenAsync(Uri address)
    {
        using var response = await Browser.GetAsync(address);
        return Page = await ShownPage.OfAsync(response, address);
    }

    /// <summary>Presses the button; answers where the browser is sent.</summary>
    public async Task<Uri?> PressAsync()
    {
        var address = Page.Address;
        using var response = await Browser.PostAsync(address, TenantBrowser.HiddenFields(Page.Html));
        Page = await ShownPage.OfAsync(response, address);
        return response.Headers.Location;
    }

    /// <summary>Presses the button and logs in; the callback is not opened yet.</summary>
    public async Task<Uri> LoginAsync(SandboxPerson person, bool secondFactor = false) =>
        Back = await Browser.LoginAsync((await PressAsync())!, person, secondFactor);

    /// <summary>Opens the callback and follows it to the page that says how it ended.</summary>
    public async Task<ShownPage> ReturnAsync(Uri? back = null)
    {
        var address = back ?? Back!;
        for (var hop = 0; hop < 5; hop++)
        {
            using var response = await Browser.GetAsync(address);
            if (response.StatusCode != HttpStatusCode.SeeOther)
            {
                return Page = await ShownPage.OfAsync(response, address);
            }

            address = new Uri(address, response.Headers.Location!);
        }

        throw new InvalidOperationException("The callback does not come to an end.");
    }

    public async Task<ShownPage> FinishAsync(SandboxPerson person, bool secondFactor = false)
    {
        await LoginAsync(person, secondFactor);
        return await ReturnAsync();
    }

    /// <summary>Goes from the page after the login through the provider's consent to the end.</summary>
    public async Task<ShownPage> ConnectAsync(SandboxPerson person)
    {
        var link = WebUtility.HtmlDecode(Regex.Match(Page.Html, "id=\"continue\"[^>]*href=\"([^\"]+)\"").Groups[1].Value);
        return await ReturnAsync(Back = await Browser.LoginAsync(new Uri(link), person, secondFactor: false));
    }

    public IdentityHost Host => host;

    public void Dispose() => Browser.Dispose();
}

/// <summary>A page as it came.</summary>
internal sealed record ShownPage(int Status, string Html, IReadOnlyDictionary<string, string> Headers, Uri Address)
{
    public string Text => TenantBrowser.TextOf(Html);

    public string Title => WebUtility.HtmlDecode(Regex.Match(Html, "<h1>(.*?)</h1>", RegexOptions.Singleline).Groups[1].Value);

    public string Code => Regex.Match(Html, "id=\"code\">([A-Z0-9-]+)<").Groups[1].Value;

    public string Reference => Regex.Match(Html, "Reference: <code>([0-9a-f]+)</code>").Groups[1].Value;

    public static async Task<ShownPage> OfAsync(HttpResponseMessage response, Uri address) => new(
        (int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
        response.Headers.Concat(response.Content.Headers).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase), address);
}
