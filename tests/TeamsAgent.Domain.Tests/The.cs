using TeamsAgent.Domain.People;
using TeamsAgent.Domain.Policies;
using TeamsAgent.Domain.Requests;

namespace TeamsAgent.Domain.Tests;

/// <summary>Fixed values that name themselves.</summary>
internal static class The
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    public static readonly Place Channel = new("teams", "tenant", "channel", Personal: false);

    /// <summary>Asks.</summary>
    public static readonly Person Ana = Somebody(1, "Ana");

    /// <summary>A manager.</summary>
    public static readonly Person Ben = Somebody(2, "Ben");

    /// <summary>An admin, and a manager too.</summary>
    public static readonly Person Ada = Somebody(3, "Ada");

    /// <summary>In no group.</summary>
    public static readonly Person Eve = Somebody(4, "Eve");

    public static readonly IReadOnlyList<Person> Everybody = [Ana, Ben, Ada, Eve];

    public static readonly IReadOnlyDictionary<PersonId, Person> People = Everybody.ToDictionary(person => person.Id);

    public static readonly IReadOnlyDictionary<string, Group> Groups = new Dictionary<string, Group>
    {
        ["managers"] = new("managers", [Ben.Chats[0], Ada.Chats[0]], []),
        ["admins"] = new("admins", [], ["ada@contoso.example"]),
    };

    public static readonly ApproverRule OneManager = new("managers", 1);

    private static Person Somebody(int number, string name) => new()
    {
        Id = PersonId.New(new Guid(number, 0, 0, new byte[8])),
        Name = name,
        Chats = [new ChatIdentity("teams", "tenant", name)],
        Auth0User = $"auth0|{name}",
        VerifiedEmail = $"{name}@contoso.example",
    };
}
