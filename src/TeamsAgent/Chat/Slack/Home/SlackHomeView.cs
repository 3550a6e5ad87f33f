using System.Globalization;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;
using TeamsAgent.Words;

namespace TeamsAgent.Chat.Slack;

/// <summary>Draws a Home tab (<see href="https://docs.slack.dev/surfaces/app-home"/>): text from outside in plain and rich text alone, as on cards.</summary>
internal static class SlackHomeView
{
    private const int MaxText = 200;

    /// <summary>Draws the view.</summary>
    public static JsonObject Of(SlackHomeContent content)
    {
        var writer = new RichText(content.Words);
        if (content.Blocked)
        {
            writer.Line((content.Words.Text(SlackKey.HomeBlocked), Look.Plain));
        }
        else
        {
            Waiting(content, writer);
            Asked(content, writer);
            Accounts(content, writer);
            Account(content, writer);
        }

        return new JsonObject { ["type"] = "home", ["blocks"] = SlackCardRenderer.WithIds(writer.Blocks, "") };
    }

    private static void Waiting(SlackHomeContent content, RichText writer)
    {
        var words = writer.Words;
        Header(writer, words.Text(SlackKey.HomeWaiting));
        if (content.Waiting.Count == 0)
        {
            writer.Line((words.Text(SlackKey.HomeNothingWaits), Look.Plain));
        }

        foreach (var waiting in content.Waiting)
        {
            writer.Break();
            foreach (var (index, step) in waiting.Steps.Take(3).Index())
            {
                writer.Line((index == 0 ? $"#{waiting.Number} " : words.Text(SlackKey.HomeThen), Look.Plain), (Untrusted.Of(step).CutLine(MaxText), Look.Bold));
            }

            if (waiting.Steps.Count > 3)
            {
                writer.Line((words.Counted(SlackKey.HomeMoreSteps, waiting.Steps.Count - 3), Look.Plain));
            }

            writer.Line(words.Say(SlackKey.HomeAskedBy, ("by", waiting.By), ("risk", waiting.Risk), ("until", waiting.Until)), Look.Plain, 60);
            Buttons(waiting, writer);
        }

        if (content.MoreWaiting > 0)
        {
            writer.Line((words.Counted(SlackKey.HomeMoreWaiting, content.MoreWaiting), Look.Plain));
        }
    }

    // A request is decided where it is shown whole: on its card.
    private static void Buttons(SlackHomeWaiting waiting, RichText writer)
    {
        var (words, buttons) = (writer.Words, new JsonArray());
        if (waiting.Card is { } card)
        {
            var link = Button(FormattableString.Invariant($"link.card.{waiting.Number}"), words.Text(SlackKey.HomeOpenCard), words.Text(SlackKey.HomeOpenCardOf, ("number", waiting.Number)));
            link["url"] = card.AbsoluteUri;
            buttons.Add(link);
        }

        if (waiting.Details is { } details)
        {
            var more = Button(FormattableString.Invariant($"home.details.{waiting.Number}"), words.Text(CardKey.Details), words.Text(SlackKey.DetailsOf, ("number", waiting.Number)));
            more["value"] = details.Write();
            buttons.Add(more);
        }

        if (buttons.Count > 0)
        {
            writer.Add(new JsonObject { ["type"] = "actions", ["elements"] = buttons });
        }
        else
        {
            writer.Line((words.Text(SlackKey.HomeCardElsewhere), Look.Plain));
        }
    }

    private static void Asked(SlackHomeContent content, RichText writer)
    {
        writer.Divider();
        var words = writer.Words;
        Header(writer, words.Text(SlackKey.HomeAsked));
        if (content.Asked.Count == 0)
        {
            writer.Line((words.Text(SlackKey.HomeAskedNothing), Look.Plain));
        }

        foreach (var asked in content.Asked)
        {
            var text = words.Text(ChatKey.AskedLine, ("number", asked.Number), ("title", Untrusted.Of(asked.Title).CutLine(MaxText)), ("state", asked.State));
            JsonObject? button = null;
            if (asked.CanBeWithdrawn)
            {
                button = Button("home.withdraw", words.Text(CardKey.Withdraw), words.Text(SlackKey.HomeWithdrawOf, ("number", asked.Number)));
                button["value"] = asked.Number.ToString(CultureInfo.InvariantCulture);
                button["confirm"] = Confirm(words, words.Text(SlackKey.HomeWithdrawSure), words.Text(SlackKey.HomeWithdrawText, ("number", asked.Number)), words.Text(CardKey.Withdraw));
            }

            Row(writer, text, button);
        }
    }

    private static void Accounts(SlackHomeContent content, RichText writer)
    {
        writer.Divider();
        var words = writer.Words;
        Header(writer, words.Text(SlackKey.HomeAccounts));
        if (content.LinkedTo is null)
        {
            writer.Line((words.Text(SlackKey.HomeAccountsLinkFirst), Look.Plain));
        }
        else if (content.Accounts is not { } accounts)
        {
            writer.Line((words.Text(SlackKey.HomeAccountsUnknown), Look.Plain));
        }
        else
        {
            foreach (var account in accounts)
            {
                Row(writer, words.Text(account.IsConnected ? SlackKey.HomeConnected : SlackKey.HomeNotConnected, ("account", Untrusted.Of(account.Title).CutLine(MaxText))), Button(account, words));
            }
        }
    }

    private static JsonObject Button(SlackHomeAccount account, Language words)
    {
        var title = Untrusted.Of(account.Title).CutLine(30);
        var button = account.IsConnected
            ? Button($"home.disconnect.{account.Provider}", words.Text(SlackKey.HomeDisconnect), words.Text(SlackKey.HomeDisconnectOf, ("account", title)))
            : Button($"home.connect.{account.Provider}", words.Text(SlackKey.HomeConnect), words.Text(SlackKey.HomeConnectOf, ("account", title)));
        button["value"] = account.Provider;
        if (account.IsConnected)
        {
            button["confirm"] = Confirm(words, words.Text(SlackKey.HomeDisconnectSure), words.Text(SlackKey.HomeDisconnectText), words.Text(SlackKey.HomeDisconnect));
        }

        return button;
    }

    private static void Account(SlackHomeContent content, RichText writer)
    {
        var words = writer.Words;
        writer.Divider();
        if (content.LinkedTo is { } login)
        {
            var unlink = Button("home.unlink", words.Text(SlackKey.HomeUnlink), words.Text(SlackKey.HomeUnlinkOf));
            unlink["confirm"] = Confirm(words, words.Text(SlackKey.HomeUnlinkSure), words.Text(SlackKey.HomeUnlinkText), words.Text(SlackKey.HomeUnlink));
            Row(writer, words.Text(SlackKey.HomeLinkedTo, ("login", Untrusted.Of(login).CutLine(100))), unlink);
        }
        else
        {
            var link = Button("home.link", words.Text(SlackKey.HomeLink), words.Text(SlackKey.HomeLink));
            link["style"] = "primary";
            Row(writer, words.Text(SlackKey.HomeNotLinked), link);
        }

        Row(writer, words.Text(SlackKey.HomeHelpAsk), Button("home.help", words.Text(SlackKey.HomeHelp), words.Text(SlackKey.HomeHelp)));
    }

    private static void Header(RichText writer, string words) => writer.Add(new JsonObject { ["type"] = "header", ["text"] = SlackText.Plain(words) });

    private static void Row(RichText writer, string text, JsonObject? button)
    {
        var row = new JsonObject { ["type"] = "section", ["text"] = SlackText.Plain(SlackText.Short(text, SlackText.Room)) };
        if (button is not null)
        {
            row["accessory"] = button;
        }

        writer.Add(row);
    }

    private static JsonObject Button(string id, string title, string label) => new()
    {
        ["type"] = "button", ["action_id"] = SlackText.Short(id, 255), ["text"] = SlackText.Plain(title), ["accessibility_label"] = SlackText.Short(label, 70),
    };

    private static JsonObject Confirm(Language words, string title, string text, string yes) => new()
    {
        ["title"] = SlackText.Plain(title), ["text"] = SlackText.Plain(text), ["confirm"] = SlackText.Plain(yes), ["deny"] = SlackText.Plain(words.Text(DrawingKey.NotNow)),
    };
}
