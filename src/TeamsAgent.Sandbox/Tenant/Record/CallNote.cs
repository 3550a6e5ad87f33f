using System.Security.Cryptography;
using System.Text;

namespace TeamsAgent.Sandbox.Tenant;

/// <summary>What the parts that answer a call learn about it, for its record.</summary>
internal sealed class CallNote
{
    public string? ClientId { get; set; }
    public string? GrantType { get; set; }
    public string? Connection { get; set; }
    public string? Subject { get; set; }
    public string? Audience { get; set; }
    public string? Scope { get; set; }
    public string? Error { get; set; }
    public string? ErrorDescription { get; set; }
    public string? TokenSha256 { get; set; }
    public string? SubjectTokenSha256 { get; set; }
    public string? Fault { get; set; }

    public static CallNote Of(HttpContext http)
    {
        var note = http.Features.Get<CallNote>();
        if (note is null)
        {
            note = new CallNote();
            http.Features.Set(note);
        }

        return note;
    }

    public static string? Hash(string? token) =>
        string.IsNullOrEmpty(token) ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
