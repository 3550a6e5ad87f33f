using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace TeamsAgent.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ChatPlatforms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ReachAt",
                table: "people",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TaskId",
                table: "notes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "progress",
                columns: table => new
                {
                    TaskId = table.Column<string>(type: "TEXT", nullable: false),
                    Channel = table.Column<string>(type: "TEXT", nullable: false),
                    Tenant = table.Column<string>(type: "TEXT", nullable: false),
                    ConversationId = table.Column<string>(type: "TEXT", nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", nullable: true),
                    Shown = table.Column<string>(type: "TEXT", nullable: true),
                    Wanted = table.Column<string>(type: "TEXT", nullable: false),
                    Order = table.Column<long>(type: "INTEGER", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_progress", x => x.TaskId);
                });

            migrationBuilder.CreateTable(
                name: "slack_homes",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", nullable: false),
                    Route = table.Column<string>(type: "TEXT", nullable: false),
                    UserId = table.Column<string>(type: "TEXT", nullable: false),
                    Identity = table.Column<string>(type: "TEXT", nullable: false),
                    Connected = table.Column<string>(type: "TEXT", nullable: true),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    OpenedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ShownAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slack_homes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "slack_install_states",
                columns: table => new
                {
                    StateHash = table.Column<string>(type: "TEXT", nullable: false),
                    BrowserHash = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slack_install_states", x => x.StateHash);
                });

            migrationBuilder.CreateTable(
                name: "slack_installations",
                columns: table => new
                {
                    Route = table.Column<string>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    TeamId = table.Column<string>(type: "TEXT", nullable: true),
                    EnterpriseId = table.Column<string>(type: "TEXT", nullable: true),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    AppId = table.Column<string>(type: "TEXT", nullable: false),
                    BotUserId = table.Column<string>(type: "TEXT", nullable: false),
                    BotId = table.Column<string>(type: "TEXT", nullable: true),
                    Scopes = table.Column<string>(type: "TEXT", nullable: false),
                    InstalledBy = table.Column<string>(type: "TEXT", nullable: true),
                    Token = table.Column<string>(type: "TEXT", nullable: false),
                    RefreshToken = table.Column<string>(type: "TEXT", nullable: true),
                    ExpiresAt = table.Column<long>(type: "INTEGER", nullable: true),
                    InstalledAt = table.Column<long>(type: "INTEGER", nullable: false),
                    LeaseUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    RemovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Broken = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_slack_installations", x => x.Route);
                });

            migrationBuilder.CreateIndex(
                name: "IX_progress_NextAt",
                table: "progress",
                column: "NextAt");

            migrationBuilder.CreateIndex(
                name: "IX_slack_homes_DueAt",
                table: "slack_homes",
                column: "DueAt");

            migrationBuilder.CreateIndex(
                name: "IX_slack_homes_Identity",
                table: "slack_homes",
                column: "Identity");

            migrationBuilder.CreateIndex(
                name: "IX_slack_install_states_ExpiresAt",
                table: "slack_install_states",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_slack_installations_ExpiresAt",
                table: "slack_installations",
                column: "ExpiresAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "progress");

            migrationBuilder.DropTable(
                name: "slack_homes");

            migrationBuilder.DropTable(
                name: "slack_install_states");

            migrationBuilder.DropTable(
                name: "slack_installations");

            migrationBuilder.DropColumn(
                name: "ReachAt",
                table: "people");

            migrationBuilder.DropColumn(
                name: "TaskId",
                table: "notes");
        }
    }
}
