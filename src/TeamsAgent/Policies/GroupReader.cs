using System.Net.Mail;
using System.Text.RegularExpressions;
using TeamsAgent.Domain.People;
using Group = TeamsAgent.Domain.People.Group;
using TeamsAgent.Text.StrictYaml;

namespace TeamsAgent.Policies;

/// <summary>Reads <c>groups</c>: people by chat identity, or by the verified e-mail of the linked Auth0 user.</summary>
internal sealed partial class GroupReader(Problems problems)
{
    /// <summary>The groups by name.</summary>
    public Dictionary<string, Group> Read(IReadOnlyList<MapEntry> entries)
    {
        var groups = new Dictionary<string, Group>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (!GroupName().IsMatch(entry.Name))
            {
                problems.Add(entry.Key, $"“{entry.Name}” is no name for a group: small letters, digits and -");
            }

            if (entry.Value is not ListNode list)
            {
                problems.Add(entry.Value, $"the group “{entry.Name}” must be a list of people");
                groups[entry.Name] = new Group(entry.Name, [], []);
                continue;
            }

            groups[entry.Name] = Members(entry.Name, list);
        }

        return groups;
    }

    private Group Members(string name, ListNode list)
    {
        var chats = new List<ChatIdentity>();
        var emails = new List<string>();
        foreach (var item in list.Items)
        {
            if (item is not MapNode { Entries.Count: 1 } map)
            {
                problems.Add(item, $"a member of “{name}” is written “chat: teams:tenant:user” or “email: address”");
                continue;
            }

            var reader = new MapReader(map, problems);
            var before = problems.Count;
            if (reader.OptionalText("chat") is { } chat && Chat(chat, item) is { } identity)
            {
                Add(chats, identity, item, name);
            }
            else if (reader.OptionalText("email") is { } email && Email(email, item) is { } address)
            {
                Add(emails, address, item, name);
            }

            if (problems.Count == before)
            {
                reader.Done();
            }
        }

        return new Group(name, chats, emails);
    }

    // Entra ids arrive in small letters; they may be written in any.
    private ChatIdentity? Chat(string text, Node node)
    {
        var parts = text.Split(':', 3);
        if (parts.Length != 3 || !PolicyWords.Channels.Contains(parts[0]) || parts[1..].Any(part => !IdentityPart().IsMatch(part)))
        {
            problems.Add(node, $"“{text}” is no chat identity; it is written teams:tenant:user or slack:team:user");
            return null;
        }

        return new ChatIdentity(parts[0], Plain(parts[1]), Plain(parts[2]));
    }

    private static string Plain(string id) => Guid.TryParseExact(id, "D", out var guid) ? guid.ToString("D") : id;

    private string? Email(string text, Node node)
    {
        if (MailAddress.TryCreate(text, out var address) && address.Address == text && text.All(char.IsAscii) && text.Length <= 254)
        {
            return text.ToLowerInvariant();
        }

        problems.Add(node, $"“{text}” is no plain e-mail address");
        return null;
    }

    private void Add<T>(List<T> members, T member, Node node, string group)
    {
        if (members.Contains(member))
        {
            problems.Add(node, $"{member} is in the group “{group}” twice");
        }

        members.Add(member);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupName();

    [GeneratedRegex(@"^[A-Za-z0-9_.:-]{1,128}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentityPart();
}
