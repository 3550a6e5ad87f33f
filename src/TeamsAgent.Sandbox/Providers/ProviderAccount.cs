namespace TeamsAgent.Sandbox.Providers;

/// <summary>A person as a provider knows them.</summary>
internal sealed record ProviderAccount(string Login, string Name, string Email)
{
    public static ProviderAccount Of(string auth0UserId)
    {
        if (People.All.FirstOrDefault(person => person.Auth0UserId == auth0UserId) is { } known)
        {
            return new(known.Key, known.Name, known.Email);
        }

        var key = new string([.. auth0UserId.Split('|')[^1].Where(char.IsAsciiLetterOrDigit)]);
        return new(key, key, $"{key}@contoso.example");
    }
}
