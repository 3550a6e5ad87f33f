using System.Globalization;
using System.Text.Json.Nodes;
using TeamsAgent.Chat.Cards;
using TeamsAgent.Chat.Slack.Cards;

namespace TeamsAgent.Chat.Slack;

/// <summary>Draws a Home tab (<see href="https://docs.slack.dev/surfaces/app-home"/>): text from outside in plain and rich text alone, as on cards.</summary>
internal static class SlackHomeView
{
    private const int MaxText = 200;

    /// <summary>Draws the view.</summary>
    public static JsonObject Of(SlackHomeContent content)
    {
        var writer = new RichText();
        if (content.Blocked)
        {
            writer.Line(("An administrator has blocked your account; nothing can be done with it here.", Look.Plain));
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
        Header(writer, "Waiting for you");
        if (content.Waiting.Count == 0)
        {
            writer.Line(("Nothing waits for your decision.", Look.Plain));
        }

        foreach (var waiting in content.Waiting)
        {
            writer.Break();
            foreach (var (index, step) in waiting.Steps.Take(3).Index())
            {
                writer.Line((index == 0 ? $"#{waiting.Number} " : "then ", Look.Plain), (Untrusted.Of(step).CutLine(MaxText), Look.Bold));
            }

            if (waiting.Steps.Count > 3)
            {
                writer.Line(($"and {waiting.Steps.Count - 3} more steps", Look.Plain));
            }

            writer.Line($"Asked by {waiting.By}. Risk: {waiting.Risk}. Decide until {waiting.Until}.", Look.Plain, 60);
            Buttons(waiting, writer);
        }

        if (content.MoreWaiting > 0)
        {
            writer.Line(($"And {content.MoreWaiting} more. Write “waiting for me” to me to see where they are.", Look.Plain));
        }
    }

    // A request is decided where it is shown whole: on its card.
    private static void Buttons(SlackHomeWaiting waiting, RichText writer)
    {
        var buttons = new JsonArray();
        if (waiting.Card is { } card)
        {
            var link = Button(FormattableString.Invariant($"link.card.{waiting.Number}"), "Open the card", $"Open the card of #{waiting.Number}");
            link["url"] = card.AbsoluteUri;
            buttons.Add(link);
        }

        if (waiting.Details is { } details)
        {
            var more = Button(FormattableString.Invariant($"home.details.{waiting.Number}"), "Details", $"Details of #{waiting.Number}");
            more["value"] = details.Write();
            buttons.Add(more);
        }

        if (buttons.Count > 0)
        {
            writer.Add(new JsonObject { ["type"] = "actions", ["elements"] = buttons });
        }
        else
        {
            writer.Line(("Its card is in your private chat with me, or where it was asked for.", Look.Plain));
        }
    }

    private static void Asked(SlackHomeContent content, RichText writer)
    {
        writer.Divider();
        Header(writer, "What you asked for");
        if (content.Asked.Count == 0)
        {
            writer.Line(("You have asked for nothing yet. Write to me what you need, in your own words.", Look.Plain));
        }

        foreach (var asked in content.Asked)
        {
            var text = $"#{asked.Number} {Untrusted.Of(asked.Title).CutLine(MaxText)}: {asked.State}";
            JsonObject? button = null;
            if (asked.CanBeWithdrawn)
            {
                button = Button("home.withdraw", "Withdraw", $"Withdraw #{asked.Number}");
                button["value"] = asked.Number.ToString(CultureInfo.InvariantCulture);
                button["confirm"] = Confirm("Withdraw this?", $"#{asked.Number} will not run.", "Withdraw");
            }

            Row(writer, text, button);
        }
    }

    private static void Accounts(SlackHomeContent content, RichText writer)
    {
        writer.Divider();
        Header(writer, "Connected accounts");
        if (content.LinkedTo is null)
        {
            writer.Line(("Link your login first; then you can connect accounts here.", Look.Plain));
        }
        else if (content.Accounts is not { } accounts)
        {
            writer.Line(("It cannot be read just now which accounts are connected. Open this page again in a minute.", Look.Plain));
        }
        else
        {
            foreach (var account in accounts)
            {
                Row(writer, $"{Untrusted.Of(account.Title).CutLine(MaxText)}: {(account.IsConnected ? "connected" : "not connected")}", Button(account));
            }
        }
    }

    private static JsonObject Button(SlackHomeAccount account)
    {
        var title = Untrusted.Of(account.Title).CutLine(30);
        var button = account.IsConnected
            ? Button($"home.disconnect.{account.Provider}", "Disconnect", $"Disconnect {title}")
            : Button($"home.connect.{account.Provider}", "Connect", $"Connect {title}");
        button["value"] = account.Provider;
        if (account.IsConnected)
        {
            button["confirm"] = Confirm("Disconnect this account?", "Nothing more can be done with it until it is connected again.", "Disconnect");
        }

        return button;
    }

    private static void Account(SlackHomeContent content, RichText writer)
    {
        writer.Divider();
        if (content.LinkedTo is { } login)
        {
            var unlink = Button("home.unlink", "Unlink", "Unlink your login");
            unlink["confirm"] = Confirm("Unlink your login?", "You can neither ask for anything nor approve until you link it again.", "Unlink");
            Row(writer, $"This Slack account is linked to {Untrusted.Of(login).CutLine(100)}.", unlink);
        }
        else
        {
            var link = Button("home.link", "Link your login", "Link your login");
            link["style"] = "primary";
            Row(writer, "This Slack account is not linked to a login yet.", link);
        }

        Row(writer, "What can I do for you?", Button("home.help", "Help", "Help"));
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

    private static JsonObject Confirm(string title, string text, string yes) => new()
    {
        ["title"] = SlackText.Plain(title), ["text"] = SlackText.Plain(text), ["confirm"] = SlackText.Plain(yes), ["deny"] = SlackText.Plain("Not now"),
    };
}
