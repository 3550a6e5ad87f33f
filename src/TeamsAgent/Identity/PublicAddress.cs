using Microsoft.Extensions.Options;

namespace TeamsAgent.Identity;

/// <summary>Where people reach this installation.</summary>
public sealed class PublicAddressOptions
{
    /// <summary>The settings' section.</summary>
    public const string Section = "Agent";

    /// <summary>The address in every link: absolute, https (or http on loopback in Development).</summary>
    public string PublicBaseUrl { get; set; } = "";
}

/// <summary>Makes links. They come from the settings alone, never from a request's Host header.</summary>
public sealed class PublicAddress(IOptions<PublicAddressOptions> options)
{
    private readonly Uri _base = new(options.Value.PublicBaseUrl.TrimEnd('/') + "/");

    /// <summary>Whether pages are reached by https.</summary>
    public bool IsSecure => _base.Scheme == Uri.UriSchemeHttps;

    /// <summary>A path of ours as people's browsers see it; for forms and for the style sheet.</summary>
    public string PathOf(string path) => _base.AbsolutePath.TrimEnd('/') + path;

    /// <summary>A path of ours as an absolute link.</summary>
    public Uri LinkTo(string path) => new(_base, path.TrimStart('/'));
}

internal sealed class PublicAddressCheck(IHostEnvironment environment) : IValidateOptions<PublicAddressOptions>
{
    public ValidateOptionsResult Validate(string? name, PublicAddressOptions options) => options.PublicBaseUrl switch
    {
        "" => Fail("is not set"),
        _ when !Uri.TryCreate(options.PublicBaseUrl, UriKind.Absolute, out var url) || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0 => Fail("is not a plain absolute URL"),
        _ when !WebAddress.IsAcceptable(options.PublicBaseUrl, environment) => Fail("has to be https; http is for loopback in Development alone"),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string what) => ValidateOptionsResult.Fail(
        $"Agent:PublicBaseUrl {what}. Write the address at which people's browsers reach this server, such as https://agent.example.com.");
}

internal static class WebAddress
{
    public static bool IsAcceptable(string url, IHostEnvironment environment) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback && environment.IsDevelopment()));
}
