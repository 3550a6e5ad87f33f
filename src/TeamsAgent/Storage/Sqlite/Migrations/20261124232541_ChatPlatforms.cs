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

            migrationBuilder.CreateIndex(
                name: "IX_progress_NextAt",
                table: "progress",
                column: "NextAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "progress");

            migrationBuilder.DropColumn(
                name: "ReachAt",
                table: "people");

            migrationBuilder.DropColumn(
                name: "TaskId",
                table: "notes");
        }
    }
}
