using Microsoft.Extensions.Options;
using TeamsAgent.Identity;

namespace TeamsAgent.Install.Doctor.Checks;

/// <summary>The folder of the keys that protect refresh tokens.</summary>
internal sealed class KeyRingCheck(IOptions<IdentityOptions> options) : ICheck
{
    private const string Name = "key ring";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Look(Path.GetFullPath(options.Value.KeyRingPath))]);

    private Finding Look(string path)
    {
        if (Folders.WriteFlaw(path) is { } flaw)
        {
            return Finding.Bad(Name, $"New keys cannot be kept: {flaw}.", "Let this account write there, or change Identity:KeyRingPath.");
        }

        if (Directory.Exists(path) && !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            return Finding.Bad(Name, $"Other accounts of this machine can open {path}.", "Take their rights away (chmod 700): whoever has the keys and the database has the refresh tokens.");
        }

        return Finding.Good(Name, Directory.Exists(path) ? $"{path} can be written to, by this account alone." : $"There is no {path} yet; the first start makes it.");
    }
}
