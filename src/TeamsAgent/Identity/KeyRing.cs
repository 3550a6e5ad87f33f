using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace TeamsAgent.Identity;

/// <summary>Keeps the data-protection keys in a folder of their own that only this account can read. Without them what they protect is lost: people link again.</summary>
internal sealed class KeyRing(IOptions<IdentityOptions> options, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions keys)
    {
        var path = Path.GetFullPath(options.Value.KeyRingPath);
        var folder = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        keys.XmlRepository = new FileSystemXmlRepository(folder, loggers);
    }
}
