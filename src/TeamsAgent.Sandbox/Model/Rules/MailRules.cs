using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TeamsAgent.Sandbox.Model.Rules;

/// <summary>Sentences about mail.</summary>
internal static partial class MailRules
{
    private const int LongestSubject = 60;

    public static readonly Rule Send = new(Head(), (text, _) =>
    {
        var arguments = new JsonObject();
        string? subject = null;
        string? body = null;
        if (Phrases.Take(ref text, Subject(), out var named))
        {
            subject = Phrases.NullIfEmpty(named.Groups["subject"].Value);
            body = Phrases.NullIfEmpty(named.Groups["body"].Value);
        }
        else if (Phrases.Take(ref text, Body(), out var said))
        {
            body = Phrases.NullIfEmpty(said.Groups["body"].Value);
        }

        Copies(ref text, Cc(), "cc", arguments);
        Copies(ref text, Bcc(), "bcc", arguments);
        var missing = new List<Slot>();
        if (!Recipients(Verb().Replace(text, ""), arguments))
        {
            missing.Add(new("Who should get the mail? Please give an address.", (answer, into, _) => Recipients(answer, into)));
        }

        if (body is null)
        {
            missing.Add(new("What should the mail say?", (answer, into, _) => Say(into, subject, Phrases.NullIfEmpty(answer)), IsFreeText: true));
        }
        else
        {
            Say(arguments, subject, body);
        }

        return new Wish("send_message", arguments) { Missing = missing };
    });

    private static bool Say(JsonObject arguments, string? subject, string? body)
    {
        if (body is null)
        {
            return false;
        }

        arguments["subject"] = subject ?? Phrases.Capital(Phrases.OneLine(FirstSentence().Match(body).Value, LongestSubject));
        arguments["body"] = body;
        return true;
    }

    private static bool Recipients(string text, JsonObject arguments)
    {
        var people = Phrases.People(text);
        if (people.Count > 0)
        {
            arguments["to"] = new JsonArray([.. people.Select(email => (JsonNode)email)]);
        }

        return people.Count > 0;
    }

    private static void Copies(ref string text, Regex pattern, string name, JsonObject arguments)
    {
        if (Phrases.Take(ref text, pattern, out var copies))
        {
            arguments[name] = new JsonArray([.. Phrases.People(copies.Groups["people"].Value).Select(email => (JsonNode)email)]);
        }
    }

    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline;

    [GeneratedRegex(@"^(?:(?:send|write)\s+(?:an?\s+)?(?:e-?mail|mail)\b|(?:e-?mail|mail)\s+(?=" + Phrases.PersonPattern + @")|(?:send|write)\s+" + Phrases.PersonPattern + @"\s+an?\s+(?:e-?mail|mail)\b)", Loose)]
    private static partial Regex Head();

    [GeneratedRegex(@"^(?:send|write)\b|\b(?:an?\s+)?(?:e-?mail|mail)\b(?!@)", Loose)]
    private static partial Regex Verb();

    [GeneratedRegex(@",?\s*\b(?:with\s+(?:the\s+)?|and\s+)?subject\s*:?\s*(?:[""“](?<subject>[^""”]+)[""”]|(?<subject>.+?))(?:\s*:\s+|\s*:?\s*,?\s*\b(?:saying|and\s+(?:the\s+)?(?:body|text))\b:?\s+|\s*$)(?<body>.*)$", Loose)]
    private static partial Regex Subject();

    [GeneratedRegex(@"(?:,?\s*\b(?:saying|that\s+says|telling\s+(?:him|her|them))(?:\s+that)?:?\s+|:\s+)(?<body>.+)$", Loose)]
    private static partial Regex Body();

    [GeneratedRegex(@",?\s*\b(?:with\s+)?(?<!b)cc:?\s+(?:to\s+)?(?<people>" + Phrases.PeoplePattern + ")", Loose)]
    private static partial Regex Cc();

    [GeneratedRegex(@",?\s*\b(?:with\s+)?bcc:?\s+(?:to\s+)?(?<people>" + Phrases.PeoplePattern + ")", Loose)]
    private static partial Regex Bcc();

    [GeneratedRegex(@"^.+?(?=[.!?\n](?:\s|$)|$)", Loose)]
    private static partial Regex FirstSentence();
}
